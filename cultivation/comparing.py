"""Two snapshots of a list side by side: rows added, rows gone, and cell by cell what changed."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery, TextField

from .models import Snapshot, SnapshotList


class Picked(Func):
    """SQL for an array of some cells of another."""

    template = "ARRAY[%(expressions)s]::text[]"
    output_field = ArrayField(TextField())


@dataclass(frozen=True)
class Difference:
    """One cell that says something else."""

    label: str
    before: str
    after: str


class Comparison:
    """What became of a list between two snapshots. ``scope`` narrows rows to those that a person may see."""

    def __init__(self, before: SnapshotList, after: SnapshotList, scope=lambda rows: rows):
        self.before, self.after, self.scope = before, after, scope
        places = {key: place for place, key in enumerate(before.keys)}
        # (label, place before, place after) of the columns that both have; a column that came or went is no change.
        self.common = [
            (label, places[key], place)
            for place, (key, label) in enumerate(zip(after.keys, after.labels, strict=True))
            if key in places
        ]

    @property
    def name(self) -> str:
        return self.after.name

    def added(self) -> QuerySet:
        return self._only_in(self.after, self.before)

    def removed(self) -> QuerySet:
        return self._only_in(self.before, self.after)

    def changed(self) -> QuerySet:
        """Rows of the later list with ``was``, the cells that they had."""
        earlier = self.before.rows.filter(record_id=OuterRef("record_id"))
        rows = self.scope(self.after.rows.all()).annotate(was=Subquery(earlier.values("cells")[:1]))
        rows = rows.filter(Exists(earlier))
        if not self.common:
            return rows.none()
        now = Picked(*(F(f"cells__{place}") for _, _, place in self.common))
        then = Picked(*(F(f"was__{place}") for _, place, _ in self.common))
        return rows.alias(now_common=now, then_common=then).exclude(now_common=F("then_common"))

    def differences(self, row) -> list[Difference]:
        """The cells of a row of ``changed`` that say something else."""
        return [
            Difference(label, row.was[was], row.cells[now])
            for label, was, now in self.common
            if row.was[was] != row.cells[now]
        ]

    def columns_gone(self) -> list[str]:
        return _without(self.before, self.after)

    def columns_new(self) -> list[str]:
        return _without(self.after, self.before)

    def _only_in(self, one: SnapshotList, other: SnapshotList) -> QuerySet:
        there = other.rows.filter(record_id=OuterRef("record_id"))
        return self.scope(one.rows.all()).filter(~Exists(there))


def paired(before: Snapshot, after: Snapshot) -> list[tuple[SnapshotList, SnapshotList]]:
    """The lists of two snapshots that show the same kind of records, in the later one's order."""
    earlier = list(before.lists.all())
    pairs = []
    for kept in after.lists.all():
        if found := next((one for one in earlier if one.source == kept.source), None):
            earlier.remove(found)
            pairs.append((found, kept))
    return pairs


def _without(one: SnapshotList, other: SnapshotList) -> list[str]:
    return [label for key, label in zip(one.keys, one.labels, strict=True) if key not in other.keys]
