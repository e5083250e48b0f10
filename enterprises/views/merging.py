"""合并重复档案: choose the other record, see both side by side with what moves over, confirm."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from desks import scopes
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import ConfirmPage

from .. import actions, repointing, rules
from ..forms import MergeForm
from ..models import Enterprise
from .changes import OfChange
from .items import OfOneEnterprise

COMPARED = (
    "name",
    "uscc",
    "county",
    "industry",
    "scale",
    "is_above_scale",
    "main_product",
    "legal_representative",
    "registered_address",
    "plant_address",
    "established_on",
    "created_at",
)


class MergeChoose(OfChange):
    """Which other record is the same enterprise. This one stays."""

    title = "合并重复档案"
    submit_label = "下一步"
    success_message = ""
    form_class = MergeForm
    refusal = actions.NOT_YOURS_TO_MERGE

    def may(self, user) -> bool:
        return rules.may_merge(user, self.enterprise, self.enterprise)

    def page_lead(self) -> str:
        return f"「{self.enterprise.name}」的档案保留。请选择同一家企业的另一份档案，它的全部内容会并到这里。"

    def form_kwargs(self) -> dict:
        return {"user": self.request.user, "enterprise": self.enterprise}

    def save(self, form):
        return form.cleaned_data["other"]

    def success_url(self, result) -> str:
        return reverse("enterprises:merge_confirm", args=[self.enterprise.pk, result.pk])


class MergeConfirm(OfOneEnterprise, ConfirmPage):
    template_name = "enterprises/merge.html"
    title = "合并重复档案"
    confirm_label = "确认合并"
    success_message = "两份档案已合并。原名称、原代码和原网址仍可查到这家企业。"
    is_destructive = True
    refusal = actions.NOT_YOURS_TO_MERGE

    def prepare(self) -> None:
        super().prepare()
        seen = scopes.enterprises(self.request.user).exclude(pk=self.enterprise.pk)
        self.object = self.enterprise
        self.other = get_object_or_404(seen, pk=self.kwargs["other_pk"])

    def may(self, user) -> bool:
        return rules.may_merge(user, self.enterprise, self.other)

    def breadcrumbs(self):
        return self.trail((self.title, None))

    def question(self) -> str:
        return f"确定把「{self.other}」的档案并入「{self.enterprise}」吗？"

    def consequences(self) -> list[str]:
        moving = [f"{label} {count} 条" for label, count in repointing.counts_of(self.other).items()]
        return [
            f"并入的内容：{'、'.join(moving)}。" if moving else "另一份档案没有产品、申报等内容。",
            "两边重复的内容合成一条；不一致的会列出来，不合并，请先改成一致。",
            "保留档案中空白的栏目用另一份的补上，已填的不变。",
            "另一份档案不再单独存在，不能撤回；它的名称列入曾用名，按原代码和原网址仍可查到保留的档案。",
        ]

    def context(self, **more) -> dict:
        return super().context(
            enterprise=self.enterprise,
            rows=[self._compared(name) for name in COMPARED],
            swap_url=reverse("enterprises:merge_confirm", args=[self.other.pk, self.enterprise.pk]),
            **more,
        )

    def _compared(self, name: str) -> dict:
        field = Enterprise._meta.get_field(name)
        kept, gone = (repointing.words_of(row, field) for row in (self.enterprise, self.other))
        return {"label": field.verbose_name, "kept": kept, "gone": gone, "differs": kept != gone}

    def back_url(self) -> str:
        return self.enterprise.get_absolute_url()

    def act(self) -> str:
        actions.merge_enterprises(self.enterprise, self.other, by=self.request.user)
        return self.back_url()

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Refused as clash:
            return self.ask(status=409, clash=clash)
