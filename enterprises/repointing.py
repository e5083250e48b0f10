"""Making everything that points at one row point at another, so that the one can go.

What points there is read from the models themselves: a new foreign key is found without being named here. Where both
rows have what may be there only once, the two are joined when nothing in them differs; a room registers a rule of its
own by ``register``; anything else is told in a sentence, and the whole is refused.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db import models
from django.db.models import Count, UniqueConstraint, Value

from pinzibiao.casework.models import Case
from pinzibiao.lib.tables import plain_text

# ``rule(kept, gone, owner) -> sentence``: joins ``gone`` into ``kept`` (saved by the caller), or says why it cannot.
Rule = Callable[[models.Model, models.Model, models.Field], str]
_rules: dict[type[models.Model], Rule] = {}


def register(model: type[models.Model], rule: Rule) -> None:
    """How two rows of ``model`` become one. The same model again replaces it."""
    _rules[model] = rule


def pointing_at(model: type[models.Model]) -> list[models.Field]:
    """Every foreign key to ``model``, those of ties between many and many too; the history keeps what was."""
    relations = (one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete)
    fields = {one.field for one in relations if not one.many_to_many}
    own = (field for field in fields if not hasattr(field.model, "pgh_tracked_model"))
    return sorted(own, key=lambda field: (field.model._meta.label, field.name))


def counts_of(row: models.Model) -> dict[str, int]:
    """How many rows of each kind point at ``row``, in one query."""
    parts = [
        field.model._base_manager.filter(**{field.attname: row.pk})
        .order_by()
        .values(pointing=Value(label_of(field)))
        .annotate(pointing_count=Count("pk"))
        for field in pointing_at(type(row))
    ]
    found = Counter()
    for line in parts[0].union(*parts[1:], all=True):
        found[line["pointing"]] += line["pointing_count"]
    return {label: count for label, count in found.items() if count}


def label_of(field: models.Field) -> str:
    return str(field.model._meta.verbose_name)


class Repointing:
    """One run. ``counts`` are the rows that moved; ``problems`` the sentences for those that could not."""

    def __init__(self):
        self.counts: Counter = Counter()
        self.problems: list[str] = []

    def run(self, old: models.Model, new: models.Model) -> None:
        """All that points at ``old`` points at ``new``, but for what ``problems`` then tells of."""
        for field in pointing_at(type(old)):
            before = len(self.problems)
            for others, condition in unique_sets(field):
                self._join_all(field, others, condition, old, new)
            if len(self.problems) == before:
                rows = field.model._base_manager.filter(**{field.attname: old.pk})
                self.counts[label_of(field)] += rows.update(**{field.name: new})

    def _join_all(self, field, others: tuple[str, ...], condition, old, new) -> None:
        there = _by_key(field, others, condition, new)
        for key, gone in _by_key(field, others, condition, old).items():
            if kept := there.get(key):
                self._join(field, kept, gone)

    def _join(self, field: models.Field, kept: models.Model, gone: models.Model) -> None:
        if isinstance(kept, Case):
            label = kept._meta.verbose_name
            self.problems.append(f"两份档案各有一件未办结的{label}：「{kept}」和「{gone}」。请先办结其中一件。")
            return
        if problem := _rules.get(type(kept), fill_in)(kept, gone, field):
            self.problems.append(problem)
            return
        before = len(self.problems)
        self.run(gone, kept)
        if len(self.problems) == before:
            self.counts[str(kept._meta.verbose_name)] += 1
            gone.delete()
            kept.save()


def unique_sets(field: models.Field) -> Iterator[tuple[tuple[str, ...], models.Q | None]]:
    """``(the other fields, condition)`` of everything that may be there only once for what ``field`` points at."""
    if field.unique:
        yield (), None
    for constraint in field.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields:
            yield tuple(name for name in constraint.fields if name != field.name), constraint.condition
    for names in field.model._meta.unique_together:
        if field.name in names:
            yield tuple(name for name in names if name != field.name), None


def _by_key(field: models.Field, others: tuple[str, ...], condition, target) -> dict[tuple, models.Model]:
    rows = field.model._base_manager.filter(**{field.attname: target.pk})
    attributes = [field.model._meta.get_field(name).attname for name in others]
    found = {}
    for row in rows.filter(condition) if condition else rows:
        key = tuple(getattr(row, name) for name in attributes)
        if None not in key:
            found[key] = row
    return found


def fill_in(kept: models.Model, gone: models.Model, owner: models.Field) -> str:
    """What is empty in ``kept`` is taken from ``gone``; the first field in which they differ is told."""
    for field in _told_fields(kept, owner):
        mine, other = getattr(kept, field.attname), getattr(gone, field.attname)
        if other in (None, "") or mine == other:
            continue
        if mine not in (None, ""):
            return (
                f"两份档案的{kept._meta.verbose_name}「{kept}」不一致：{field.verbose_name}分别为"
                f"「{words_of(kept, field)}」和「{words_of(gone, field)}」。请先改成一致，或删除其中一条。"
            )
        setattr(kept, field.attname, other)
    return ""


def words_of(row: models.Model, field: models.Field) -> str:
    """A field's value as a person reads it."""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    return "" if value is None else str(plain_text(value))


def _told_fields(row: models.Model, owner: models.Field) -> list[models.Field]:
    """The fields that somebody filled in; not the owner, in which the two differ."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.editable and not (field.primary_key or field.generated or field == owner or _is_stamped(field))
    ]


def _is_stamped(field: models.Field) -> bool:
    return getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
