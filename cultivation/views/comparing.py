"""Two snapshots beside each other: rows added, rows gone, cells that say something else."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from desks import scopes
from pinzibiao.lib.pages import Page

from ..comparing import Comparison, paired
from ..forms.snapshots import CompareForm
from .snapshots import SNAPSHOTS, Frozen

PER_PAGE = 50
PARTS = {"changed": "有变化", "added": "新增", "removed": "减少"}


class SnapshotCompareStart(Frozen, Page):
    """Leads from the choice to the comparison; the earlier of the two stands first."""

    def get(self, request, pk: int) -> HttpResponse:
        taken = scopes.snapshots(request.user).filter(taken_at__isnull=False)
        snapshot = get_object_or_404(taken, pk=pk)
        form = CompareForm(request.GET, others=taken.exclude(pk=pk))
        if not form.is_valid():
            return redirect(snapshot)
        earlier, later = sorted([snapshot, form.cleaned_data["other"]], key=lambda one: one.taken_at)
        return redirect("cultivation:snapshot_compare", pk=earlier.pk, other=later.pk)


class SnapshotCompare(Frozen, Page):
    template_name = "cultivation/compare.html"

    def prepare(self) -> None:
        taken = scopes.snapshots(self.request.user).filter(taken_at__isnull=False).select_related("list_set")
        if not self.may(self.request.user):
            return
        self.before = get_object_or_404(taken, pk=self.kwargs["pk"])
        self.after = get_object_or_404(taken, pk=self.kwargs["other"])

    def page_title(self) -> str:
        return "快照对照"

    def page_lead(self) -> str:
        return f"{self.before} → {self.after}"

    def breadcrumbs(self):
        return [SNAPSHOTS, (str(self.before), self.before.get_absolute_url()), (self.page_title(), None)]

    def get(self, request, pk: int, other: int) -> HttpResponse:
        pairs = paired(self.before, self.after)
        comparisons = [self._comparison(before, after) for before, after in pairs]
        if not comparisons:
            raise Http404
        number = request.GET.get("list", str(comparisons[0].after.number))
        chosen = next((one for one in comparisons if str(one.after.number) == number), None)
        part = request.GET.get("part", "changed")
        if chosen is None or part not in PARTS:
            raise Http404
        counts = {name: getattr(chosen, name)().order_by().count() for name in PARTS}
        shown = Paginator(getattr(chosen, part)().order_by("position"), PER_PAGE).get_page(request.GET.get("page"))
        return self.render(
            comparisons=comparisons,
            chosen=chosen,
            part=part,
            parts=[(name, label, counts[name]) for name, label in PARTS.items()],
            shown=shown,
            lines=[self._line(chosen, part, row) for row in shown],
            here=reverse("cultivation:snapshot_compare", args=[pk, other]),
        )

    def _comparison(self, before, after) -> Comparison:
        source, user = after.source, self.request.user
        return Comparison(before, after, lambda rows: rows & scopes.snapshot_rows(user, source))

    def _line(self, chosen: Comparison, part: str, row) -> tuple:
        """What names the row (its first two cells), and its differences."""
        return row.cells[:2], chosen.differences(row) if part == "changed" else []
