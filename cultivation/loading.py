"""A year's lists out of a preset, or out of another year's."""

from django.db import transaction

from pinzibiao.accounts.models import Role

from .models import ListColumn, ListDefinition, ListSet
from .presets import PRESETS, PRINTED
from .projections import PROJECTIONS

COPIED = ("position", "key", "label", "type", "options", "is_shown", "is_printed", "editors")


@transaction.atomic
def load_lists(year: int, preset: str = "five", models=None) -> bool:
    """Make the lists of ``year`` from a preset; False when the year has its lists already, which stay as they are.

    ``models`` gives a migration's ListSet, ListDefinition and ListColumn.
    """
    set_model, list_model, column_model = models or (ListSet, ListDefinition, ListColumn)
    chosen = PRESETS[preset]
    list_set, is_new = set_model.objects.get_or_create(year=year, defaults={"name": chosen.title})
    if not is_new:
        return False
    for number, preset_list in enumerate(chosen.lists, start=1):
        definition = list_model.objects.create(
            list_set=list_set, number=number, name=preset_list.name, source=preset_list.source
        )
        column_model.objects.bulk_create(
            column_model(
                definition=definition, position=position, key=key, label=PROJECTIONS[preset_list.source][key].label
            )
            for position, key in enumerate(preset_list.keys, start=1)
        )
    if models is None:
        made = ListColumn.objects.filter(definition__list_set=list_set)
        open_to_counties(made)
        choose_printed(made)
    return True


def open_to_counties(columns) -> None:
    """What the record's own form writes is written in the list too, by the bureau that keeps the record."""
    written = [
        column.pk
        for column in columns.select_related("definition")
        if (shows := PROJECTIONS[column.definition.source].get(column.key)) and shows.field
    ]
    columns.filter(pk__in=written).update(editors=[Role.Kind.COUNTY])


def choose_printed(columns) -> None:
    """The annex has room for the main columns only; the province may choose others."""
    left_out = [
        column.pk
        for column in columns.select_related("definition")
        if column.key not in PRINTED[column.definition.source]
    ]
    columns.filter(pk__in=left_out).update(is_printed=False)


@transaction.atomic
def copy_lists(source: ListSet, year: int) -> ListSet:
    """The lists of ``year`` with the columns of ``source``, extra ones too; what was written in those stays there."""
    made = ListSet.objects.create(year=year, name=source.name)
    for before in source.definitions.prefetch_related("columns"):
        definition = ListDefinition.objects.create(
            list_set=made, number=before.number, name=before.name, source=before.source
        )
        ListColumn.objects.bulk_create(
            ListColumn(definition=definition, **{name: getattr(column, name) for name in COPIED})
            for column in before.columns.all()
        )
    return made
