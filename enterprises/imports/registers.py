"""The registers of standards, certificates and past brand holders from a file."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.accounts.models import Role
from pinzibiao.exchange import values
from pinzibiao.exchange.kinds import Column, ImportKind, RowRule

from .. import actions, rules
from ..codes import clean_standard_no
from ..forms import CertificateForm, PastHolderForm, StandardForm
from ..forms.certificate import DAYS_WRONG, refuse_country
from ..forms.standard import IN_FORCE_EARLY, PUBLISHED, PUBLISHER_WRONG, WITHDRAWN_EARLY
from ..models import BrandHolder, BrandPeriod, Certificate, Standard, StandardPublisher
from ..models.certificate import ALREADY_RECORDED
from ..states import CertificateStatus
from .items import ENTERPRISE, kept_by, later
from .references import STANDARD_HELP, resolve_standards

NO_PUBLISHER = "没有登记这个发布机构，请先在“标准发布机构”中登记，或核对名称。"
STAGE_MISSING = "没有发布日期的新标准，请填写阶段。"
DAY_MISSING = "已发布的标准请填写发布日期。"
ENDED_LATER = "暂停的证书请先按“有效”导入，再到证书页面登记暂停。"
STAGE_MOVED = "阶段与标准库不同。阶段变化请到标准页面“登记阶段”，不能用导入修改。"
CERTIFICATE_MOVED = (
    "企业、子品牌、状态或撤销（注销）日期与已登记的不同。状态变化请到证书页面办理；企业填错的，请联系省局。"
)
HOLDER_SETTLED = "这家企业的品字标由平台登记的证书或授权产生，日期随证书或授权变化，不能用导入修改。"
HOLDER_MOVED = "失效日期与已登记的不同，不能用导入修改，请核对。"
C = CertificateStatus


# Standards


def read_standard_no(cell) -> str:
    """The stored form however typed; what is no number is told by the form."""
    words = values.text(cell)
    try:
        return clean_standard_no(words) if words else words
    except ValidationError:
        return words


def resolve_publishers(asked: set[tuple], user) -> dict:
    """``(name, day of publication)``: publishers that bore their name on that day."""
    known = {row.name: row for row in StandardPublisher.objects.filter(name__in={name for name, _ in asked})}
    return {words: _publisher(known.get(words[0]), words[1]) for words in asked}


def _publisher(found: StandardPublisher | None, day: date | None):
    if found is None:
        return ValidationError(NO_PUBLISHER)
    if isinstance(day, date) and not found.published_by(day):
        return ValidationError(PUBLISHER_WRONG.format(found))
    return found.pk


def publisher_names(user) -> list[str]:
    return list(StandardPublisher.objects.values_list("name", flat=True))


def _not_before(first: str, second: str, sentence: str) -> RowRule:
    def check(row: dict) -> None:
        if row[first] and row[second] and row[second] < row[first]:
            raise ValidationError(sentence)

    return RowRule((first, second), second, check)


def _stage_is_known(row: dict) -> None:
    if not row["stage"] and not row["published_on"]:
        raise ValidationError(STAGE_MISSING)


def _published_has_day(row: dict) -> None:
    if row["stage"] in PUBLISHED and not row["published_on"]:
        raise ValidationError(DAY_MISSING)


def _first_stage():
    """A published standard needs no word for its stage."""
    today = timezone.localdate()

    def of(row: dict) -> dict:
        in_force = row["in_force_on"] and row["in_force_on"] <= today
        return {"stage": Standard.Stage.IN_FORCE if in_force else Standard.Stage.PUBLISHED}

    return of


def _standards_came_in(merged, by) -> None:
    actions.bring_in_standards(merged.keys(is_new=True), merged.keys(is_new=False))


STANDARDS = ImportKind(
    key="standard",
    label="“浙江制造”标准",
    model=Standard,
    form=lambda user: StandardForm(user=user),
    columns=(
        Column("number", "标准号", "T/ZZB 0123—2020", read=read_standard_no),
        Column("title", "标准名称", "一次性使用输液器"),
        Column("stage", "阶段", "实施", required=False, help_text="已发布的可以留空。"),
        Column("published_on", "发布日期", "2020-03-01"),
        Column(
            "publisher",
            "发布机构",
            "发布时的机构全称",
            resolve=resolve_publishers,
            options=publisher_names,
            by=("published_on",),
            help_text="发布时的名称，须已在“标准发布机构”中登记。",
        ),
        Column("in_force_on", "实施日期", "2020-04-01"),
        Column("withdrawn_on", "废止日期", ""),
    ),
    identity=("number",),
    once=("stage",),
    moved=STAGE_MOVED,
    initial=_first_stage,
    initials=("stage",),
    rules=(
        _not_before("published_on", "in_force_on", IN_FORCE_EARLY),
        _not_before("published_on", "withdrawn_on", WITHDRAWN_EARLY),
    ),
    rules_of_new=lambda _user: (
        RowRule(("stage", "published_on"), "stage", _stage_is_known),
        RowRule(("stage", "published_on"), "published_on", _published_has_day),
    ),
    may=rules.may_keep_standards,
    belongs=lambda _user: Standard.objects.all(),
    after=_standards_came_in,
    list_url="enterprises:standard_list",
    refusal="标准库由省市场监督管理局维护，请联系省局。",
    notes=("起草单位请在标准页面填写；未发布标准的阶段以导入当天为进入日期，可在标准页面补充。",),
)


# Certificates


def _certificate_form(user) -> CertificateForm:
    """The page's form, with what only a paper of the years before the portal brings along."""
    form = CertificateForm(user=user)
    for name in ("status", "ended_on"):
        form.fields[name] = Certificate._meta.get_field(name).formfield()
    form.fields["ended_on"].validators.append(rules.refuse_future_day)
    return form


def _country_fits(row: dict) -> None:
    if row["kind"] or row["country"]:
        refuse_country(row["kind"] or "", row["country"] or "")


def _status_fits(row: dict) -> None:
    """A new record may have ended, but not be in the middle of something."""
    status, valid_to = row["status"], row["valid_to"]
    over = valid_to and valid_to < timezone.localdate()
    if status == C.SUSPENDED:
        raise ValidationError(ENDED_LATER)
    if status == C.VALID and over:
        raise ValidationError("有效期已过，状态请留空或填“到期”。")
    if status == C.EXPIRED and not over:
        raise ValidationError("有效期未过，状态请留空或填“有效”。")


def _end_fits(row: dict) -> None:
    ended, on = row["status"] in (C.REVOKED, C.CANCELLED), row["ended_on"]
    if ended and not on:
        raise ValidationError("撤销或注销的证书请填写撤销（注销）日期。")
    if on and not ended:
        raise ValidationError("填写了撤销（注销）日期，状态请填“撤销”或“注销”。")
    if on and not row["issued_on"] <= on <= row["valid_to"]:
        raise ValidationError("撤销（注销）日期应在发证日期与有效期至之间，请核对。")


def _first_status():
    """A paper that has run out comes in as one that has run out."""
    today = timezone.localdate()
    return lambda row: {"status": C.EXPIRED if row["valid_to"] < today else C.VALID}


def _certificates_came_in(merged, by) -> None:
    actions.bring_in_certificates(merged.keys(is_new=True), merged.keys(is_new=False), by=by)


CERTIFICATES = ImportKind(
    key="certificate",
    label="认证证书",
    model=Certificate,
    form=_certificate_form,
    columns=(
        Column("number", "证书编号", "ZJM-2026-0001"),
        ENTERPRISE,
        Column("kind", "证书类别", "品字标认证", required=False),
        Column("country", "互认国家（地区）", ""),
        Column("sub_brand", "子品牌", "品字标浙江制造", required=False),
        Column("product_name", "产品", "一次性使用输液器"),
        Column(
            "standard",
            "标准号",
            "T/ZZB 0123—2020",
            resolve=resolve_standards,
            aliases=("标准",),
            help_text=STANDARD_HELP,
        ),
        Column("rule_no", "认证规则编号", "ZJM-001-2016"),
        Column("body", "认证机构", "方圆标志认证集团浙江有限公司"),
        Column("issued_on", "发证日期", "2026-03-01"),
        Column("valid_to", "有效期至", "2029-02-28"),
        Column("status", "状态", "有效", required=False, help_text="留空按有效期判断；历史证书可填撤销或注销。"),
        Column("ended_on", "撤销（注销）日期", ""),
    ),
    identity=("number",),
    once=("enterprise", "sub_brand", "status", "ended_on"),
    moved=CERTIFICATE_MOVED,
    initial=_first_status,
    initials=("status",),
    rules=(
        later("issued_on", "valid_to", DAYS_WRONG),
        RowRule(("kind", "country"), "country", _country_fits),
    ),
    rules_of_new=lambda _user: (
        RowRule(("status", "valid_to"), "status", _status_fits),
        RowRule(("status", "ended_on", "issued_on", "valid_to"), "ended_on", _end_fits),
    ),
    may=rules.may_record_certificate,
    belongs=kept_by(Certificate),
    outside=ALREADY_RECORDED,
    after=_certificates_came_in,
    list_url="enterprises:certificate_list",
    refusal="认证证书由企业所在地的市场监管部门登记。",
)


# Past brand holders


def _is_current():
    return lambda row: {"is_current": row["ended_on"] is None}


def _only_recorded(user):
    """Holders that only a file told of."""
    others = BrandPeriod.objects.exclude(ground=BrandPeriod.Ground.RECORD)
    return BrandHolder.objects.exclude(pk__in=others.values("holder"))


def _holders_came_in(merged, by) -> None:
    actions.bring_in_holders(merged.keys(is_new=True), merged.keys(is_new=False))


HOLDERS = ImportKind(
    key="brand_holder",
    label="历史品字标企业",
    model=BrandHolder,
    form=lambda user: PastHolderForm(user=user),
    columns=(
        ENTERPRISE,
        Column("route", "途径", "认证"),
        Column("sub_brand", "子品牌", "品字标浙江制造"),
        Column("first_valid_on", "首次获得日期", "2016-05-01"),
        Column("ended_on", "失效日期", "", help_text="仍然有效的留空。"),
    ),
    identity=("enterprise", "route", "sub_brand"),
    changeable=_only_recorded,
    settled=HOLDER_SETTLED,
    once=("ended_on",),
    moved=HOLDER_MOVED,
    initial=_is_current,
    initials=("is_current",),
    rules=(_not_before("first_valid_on", "ended_on", "失效日期不能早于首次获得日期，请核对。"),),
    may=lambda user: user.kind == Role.Kind.PROVINCE,
    belongs=lambda _user: BrandHolder.objects.all(),
    after=_holders_came_in,
    list_url="enterprises:brand_list",
    refusal="历史品字标企业由省市场监督管理局导入；今后的由证书和授权自动产生。",
    notes=("平台已登记证书的企业不必导入：请导入证书，持有期间随证书产生。",),
)
KINDS = (STANDARDS, CERTIFICATES, HOLDERS)
