"""The reasons that an office keeps: offered in its return form, the most used first."""

from django.db.models import F, QuerySet

from .models import ReasonPhrase


def offered(region_code: str) -> QuerySet[ReasonPhrase]:
    """What the office of ``region_code`` may choose from."""
    return ReasonPhrase.objects.filter(region=region_code, is_ended=False)


def count_uses(region_code: str, items) -> None:
    """Every phrase that stands in one of the reasons given, ``[(Part, reason)]``, was used once more."""
    used = [one.pk for one in offered(region_code) if any(_stands_in(one, *item) for item in items)]
    ReasonPhrase.objects.filter(pk__in=used).update(uses=F("uses") + 1)


def _stands_in(phrase: ReasonPhrase, part, reason: str) -> bool:
    return phrase.section == part.section and phrase.text in reason
