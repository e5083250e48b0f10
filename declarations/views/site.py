"""The check on site: its record on a phone, saved as it is typed, and what others read of it."""

import json

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import EditPage, Panel

from ..forms.sent import as_sent
from ..forms.site import SiteCheckForm
from ..models import SitePhoto
from ..site_checks import lacking
from ..states import DeclarationStatus as S
from .access import is_enterprise
from .sections import CasePage
from .typing import FieldByField

TITLE = "现场核查记录"


class SiteCheckEdit(CasePage, EditPage):
    """Every expert of the group may write; the leader concludes."""

    template_name = "declarations/site_check.html"
    form_class = SiteCheckForm
    title = TITLE
    success_message = "现场核查记录已保存。"

    def may(self, user) -> bool:
        if user.kind != Role.Kind.EXPERT:
            self.refusal = "现场核查记录由专家组填写。核查结束后可以在申报页面查看。"
        else:
            self.refusal = "现在不在现场核查环节，核查记录不能填写。已有的记录在申报页面查看。"
        return may_write(user, self.object)

    def form_kwargs(self) -> dict:
        return {"by": self.request.user}

    def breadcrumbs(self):
        return [(self.list_title, self.list_url), (str(self.object), self.object.get_absolute_url()), (TITLE, None)]

    def page_lead(self) -> str:
        return f"{self.object.enterprise.name}　{self.object.product.name}"

    def success_url(self, result) -> str:
        return self.object.get_absolute_url()

    def too_late(self):
        """The leader has concluded while the page was open: there is no record left to show the form of."""
        raise PermissionDenied(self.refusal)

    def context(self, **more) -> dict:
        blank = self.form()
        stored = {bound.name: as_sent(bound) for bound in blank if bound.name != "photos"}
        return super().context(
            stored=json.dumps(stored, ensure_ascii=False),
            check=blank.check,
            photos=list(blank.check.photos.select_related("file")),
            autosave_url=reverse("declarations:site_autosave", args=[self.object.pk]),
            autosave_key=f"site-{blank.check.round}",
            missing=lacking(self.object),
            **more,
        )


class SiteAutosave(FieldByField, SiteCheckEdit):
    """One field of the record; asked again under the lock, since the leader may be concluding."""

    http_method_names = ["post"]

    def may(self, user) -> bool:
        self.refusal = "现场核查记录由专家组填写。"
        return user.kind == Role.Kind.EXPERT

    def lacking(self) -> list[str]:
        return lacking(self.object)


def may_write(user, case) -> bool:
    """Asked of a case within the person's scope: an expert sees no other cases than those assigned."""
    return user.kind == Role.Kind.EXPERT and case.status == S.SITE_CHECK


def site_panel(page) -> Panel | None:
    """The enterprise reads a record once it is concluded; until then experts are still writing."""
    if not page.versions:
        return None
    rows = page.object.site_checks.select_related("concluded_by").prefetch_related("findings", "photos__file")
    checks = list(rows.exclude(concluded_at=None) if is_enterprise(page.request.user) else rows)
    if not checks:
        return None
    return Panel(TITLE, "declarations/_site_checks.html", context={"checks": checks}, icon="map-pin", anchor="site")


def photo_file(user, pk: int) -> StoredFile | None:
    """A photo is seen by those who read its record."""
    rows = SitePhoto.objects.filter(record__declaration__in=scopes.declarations(user), pk=pk).select_related("file")
    row = rows.filter(~Q(record__concluded_at=None) if is_enterprise(user) else Q()).first()
    return row and row.file
