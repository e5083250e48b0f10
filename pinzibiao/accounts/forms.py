"""Forms of signing in, and of the administrator."""

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalForm, PortalFormMixin
from pinzibiao.regions.models import Region

from .models import Role, User

CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "spellcheck": "false"}
USERNAME_HELP = "小写字母、数字和 . - _，3 至 60 位。开户后不能修改。"


class _Dressed(PortalFormMixin):
    """allauth's forms with our labels; a label stands above its field, so nothing is greyed inside it."""

    labels: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"请填写「{field.label}」。"


class SignInForm(_Dressed, account_forms.LoginForm):
    labels = {"login": "账号", "password": "密码"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autofocus=True, autocapitalize="none", spellcheck="false")


class PasswordChangeForm(_Dressed, account_forms.ChangePasswordForm):
    labels = {"oldpassword": "当前密码", "password1": "新密码", "password2": "再输入一次新密码"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = "至少 10 位，不能全是数字，不能与账号、姓名相近。"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned["password1"] == cleaned.get("oldpassword"):
            self.add_error("password1", "新密码与当前密码相同，请换一个。")
        return cleaned


class PasswordAgainForm(_Dressed, account_forms.ReauthenticateForm):
    labels = {"password": "密码"}


class CodeForm(_Dressed, mfa_forms.AuthenticateForm):
    labels = {"code": "动态码或恢复码"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRS)


class CodeAgainForm(_Dressed, mfa_forms.ReauthenticateForm):
    labels = {"code": "动态码或恢复码"}


class ActivateTotpForm(_Dressed, totp_forms.ActivateTOTPForm):
    labels = {"code": "验证器显示的 6 位动态码"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRS)


class AccountForm(PortalForm):
    """A person and the role, as an administrator sees them. ``instance`` is the person who is changed."""

    name = forms.CharField(label="姓名", max_length=40)
    mobile = forms.CharField(label="手机", max_length=20, required=False)
    email = forms.EmailField(
        label="邮箱", required=False, error_messages={"invalid": "邮箱格式不对，例如 name@zj.gov.cn。"}
    )
    kind = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.Kind.choices])
    region = forms.ModelChoiceField(
        label="区域",
        queryset=Region.objects.select_related("parent"),
        required=False,
        empty_label="不选区域",
        help_text="监管人员必选：省级选浙江省，市级选设区市，县级选县（市、区）或功能区。其他角色不选。",
    )
    post = forms.ChoiceField(label="岗位", choices=[("", "不分岗位"), *Role.Post.choices], required=False)

    def __init__(self, *args, instance: User | None = None, **kwargs):
        if instance is not None:
            kwargs["initial"] = _as_initial(instance)
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.fields["region"].label_from_instance = _with_city

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            role = Role(kind=cleaned["kind"], region=cleaned["region"], post=cleaned["post"])
            try:
                role.validate_constraints(exclude={"user"})
            except ValidationError as wrong:
                self.add_error("region", wrong.messages)
        return cleaned


class NewAccountForm(AccountForm):
    """Opening an account: besides the person, the name to sign in with."""

    username = forms.RegexField(
        label="账号",
        regex=r"^[a-z0-9][a-z0-9._-]{2,59}$",
        help_text=USERNAME_HELP,
        error_messages={"invalid": f"账号不符合要求：{USERNAME_HELP}"},
    )
    field_order = ["username", "name"]

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise ValidationError("这个账号已有人使用，请换一个。")
        return username


def _as_initial(user: User) -> dict:
    role = user.role_or_none
    return {
        "name": user.name,
        "mobile": user.mobile,
        "email": user.email,
        "kind": role.kind if role else "",
        "region": role.region_id if role else None,
        "post": role.post if role else "",
    }


def _with_city(region: Region) -> str:
    return f"{region.parent} · {region}" if region.parent else str(region)
