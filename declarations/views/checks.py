"""The check page: every problem of every section at once, each with its rule and a link to the very field."""

from django.urls import reverse

from pinzibiao.lib.pages import DetailPage

from ..completeness import missing
from ..findings import Missing
from ..models import CorrectionItem
from ..rules import editable_sections, why_locked
from .access import is_enterprise, may_prepare
from .sections import CasePage, section_url

Section = CorrectionItem.Section


class CheckPage(CasePage, DetailPage):
    """For both people of the enterprise: the clerk mends, the signatory sees what still keeps them from signing."""

    title = "提交前检查"
    template_name = "declarations/check.html"

    def may(self, user) -> bool:
        if not is_enterprise(user):
            self.refusal = "填报由企业办理。"
        elif not editable_sections(self.object):
            self.refusal = why_locked(self.object)
        else:
            return True
        return False

    def breadcrumbs(self):
        return [
            (self.list_title, self.list_url),
            (str(self.object), self.object.get_absolute_url()),
            (self.title, None),
        ]

    def subtitle(self) -> str:
        return f"{self.object.enterprise.name}　{self.object}"

    def context(self, **more) -> dict:
        found = missing(self.object)
        is_clerk = may_prepare(self.request.user)
        is_open = set(editable_sections(self.object))
        rows = [
            {"one": one, "url": field_url(self.object, one) if is_clerk and _may_mend(one, is_open) else ""}
            for one in found
        ]
        return super().context(rows=rows, is_clerk=is_clerk, **more)


def _may_mend(one: Missing, is_open: set[str]) -> bool:
    return one.finding.is_of_product or one.section in is_open


def field_url(case, one: Missing) -> str:
    """Where ``one`` is mended: the page, and on it the field."""
    finding = one.finding
    if finding.is_of_product:
        page = reverse("enterprises:product_edit", args=[case.enterprise_id, case.product_id])
        return f"{page}#id_{finding.field}"
    page = section_url(case, one.section)
    if one.section == Section.ATTACHMENTS:
        return f"{page}?kind={finding.field}#id_kind"
    row = "" if finding.row is None else f"rows-{finding.row}-"
    return f"{page}#id_{row}{finding.field}"
