"""A year's lists out of a preset."""

from django.db import transaction

from .models import ListSet
from .presets import PRESETS
from .projections import PROJECTIONS


@transaction.atomic
def load_lists(year: int, preset: str = "five", models=None) -> bool:
    """Make the lists of ``year`` from a preset; False when the year has its lists already, which stay as they are.

    ``models`` gives a migration's ListSet, ListDefinition and ListColumn.
    """
    set_model, list_model, column_model = models or _models()
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
    return True


def _models():
    from .models import ListColumn, ListDefinition

    return ListSet, ListDefinition, ListColumn
