"""Acts upon what a person keeps about lists: views under a name, columns, sort."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from .models import ListPreference, SavedView
from .selectors import views_of

# More chips than this above a list are no help.
VIEWS_A_LIST = 20
TAKEN = "您在这张列表上已有名为「{name}」的视图，请换一个名称。"
TOO_MANY = f"一张列表最多保存 {VIEWS_A_LIST} 个视图。请先在“我的视图”中删除不用的。"


def save_view(*, by, list_key: str, query: str, name: str, is_pinned: bool = False) -> SavedView:
    """Keep the filters under a name, after all other views; raises ``ValidationError`` when the name is taken."""
    own = views_of(by)
    if own.filter(list_key=list_key).count() >= VIEWS_A_LIST:
        raise ValidationError(TOO_MANY)
    last = own.aggregate(last=Max("position"))["last"] or 0
    fields = {"query": query, "is_pinned": is_pinned, "position": last + 1}
    view, is_new = SavedView.objects.get_or_create(owner=by, list_key=list_key, name=name, defaults=fields)
    if not is_new:
        raise ValidationError({"name": TAKEN.format(name=name)})
    return view


def change(view: SavedView) -> SavedView:
    """Keep a new name; raises ``ValidationError`` when another view of the list has it."""
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise ValidationError({"name": TAKEN.format(name=view.name)}) from None
    return view


def pin(view: SavedView, *, is_pinned: bool) -> None:
    view.is_pinned = is_pinned
    view.save(update_fields=["is_pinned"])


@transaction.atomic
def move(view: SavedView, *, step: int) -> None:
    """One place forward (-1) or back (1) among all views of the person."""
    rows = list(views_of(view.owner).select_for_update())
    place = rows.index(view)
    if 0 <= place + step < len(rows):
        rows[place], rows[place + step] = rows[place + step], rows[place]
    for number, row in enumerate(rows, start=1):
        row.position = number
    SavedView.objects.bulk_update(rows, ["position"])


def choose_columns(*, by, list_key: str, columns: list[str]) -> None:
    _keep(by, list_key, columns=columns)


def remember_sort(by, list_key: str, sort: str) -> None:
    _keep(by, list_key, sort=sort)


def forget_choices(*, by, list_key: str) -> None:
    """Columns and sort as the list was designed."""
    ListPreference.objects.filter(owner=by, list_key=list_key).delete()


def _keep(by, list_key: str, **fields) -> None:
    """One upsert: two windows of the same person do not trip over each other."""
    ListPreference.objects.bulk_create(
        [ListPreference(owner=by, list_key=list_key, **fields)],
        update_conflicts=True,
        unique_fields=["owner", "list_key"],
        update_fields=list(fields),
    )
