"""What became of an objection, for the person who filed it: by its number and the contact given. Nobody is named."""

from django.http import HttpResponse

from pinzibiao.accounts.everybody import few_forms, for_everybody
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib import status
from pinzibiao.lib.pages import FormPage

from ..forms.public import LookUpForm
from ..models import Objection
from ..objections import find

NOT_FOUND = "没有找到这件异议。请核对受理编号，联系方式须与提交时填写的一致。"


@for_everybody
@few_forms
class ObjectionLookUp(FormPage):
    """Whoever lacks either of the two learns nothing, not even that the number exists."""

    title = "查询异议"
    lead = "凭受理编号和提交时填写的联系方式，查询异议的核查结果。"
    template_name = "public/objection_lookup.html"
    form_class = LookUpForm
    submit_label = "查询"
    refusals = (Refused,)

    def save(self, form) -> Objection:
        found = find(form.cleaned_data["receipt"], form.cleaned_data["contact"])
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def saved(self, result) -> HttpResponse:
        return self.ask(self.form(), facts=_facts(result), state=_state(result))


def _state(row: Objection) -> tuple[str, str]:
    if row.answered_at is None:
        return "正在核查", status.WAITING
    return ("异议成立", status.DONE) if row.is_upheld else ("异议不成立", status.STOPPED)


def _facts(row: Objection) -> list[tuple]:
    case = row.notice.declaration
    return [
        ("企业名称", case.enterprise.name),
        ("产品", case.product.name),
        ("提出时间", row.filed_at),
        *([("答复时间", row.answered_at), ("核查结果", row.answer)] if row.answered_at else []),
    ]
