"""Places of every level, by name, alias or code."""

from django.core.exceptions import ValidationError

from pinzibiao.regions.models import Region

from .words import part_of

NO_PLACE = "没有找到这个区域，请填写省、设区市、县（市、区）或功能区的名称或六位代码；几个区域之间用顿号隔开。"


def resolve_place(words: set[str], user) -> dict:
    known = _places()
    return {word: known.get(word) or ValidationError(NO_PLACE) for word in words}


def resolve_places(words: set[str], user) -> dict:
    """Cells that name one place or several."""
    known = _places()
    found = {word: part_of(word, known) for word in words}
    return {word: sorted(set(codes)) if codes else ValidationError(NO_PLACE) for word, codes in found.items()}


def _places() -> dict[str, str]:
    known = {}
    for place in Region.objects.order_by("code"):
        for name in filter(None, (place.code, place.name, place.alias)):
            known.setdefault(name, place.pk)
        if place.level == Region.Level.PROVINCE:
            known |= {"全省": place.pk, f"{place.name}（全省）": place.pk}
    return known
