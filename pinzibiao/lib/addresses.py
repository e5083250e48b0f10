"""Addresses as lists need them by the hundred: of records, of the frame's own pages, of the page asked otherwise.

Django's ``reverse`` looks through every pattern and ``QueryDict.copy`` copies deeply: a fifth of a list's time.
"""

from functools import cache

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

# A key that no pattern's own words hold.
_SAMPLE = 10**15 + 1


def record_address(name: str, pk: int) -> str:
    """``reverse(name, args=[pk])`` for pages addressed by a whole number, the record's key, and nothing else."""
    before, after = _around_key(name)
    return f"{before}{pk}{after}"


@cache
def fixed_address(name: str) -> str:
    """``reverse(name)``, looked up once: the frame of every page holds a dozen."""
    return reverse(name)


def changed(query: QueryDict, **changes) -> str:
    """``?…`` with the parameters of ``query`` but for ``changes``, which come last; None leaves one out."""
    kept = [(name, values) for name, values in query.lists() if name not in changes]
    kept += [(name, value) for name, value in changes.items() if value is not None]
    return "?" + urlencode(kept, doseq=True)


@cache
def _around_key(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[_SAMPLE]).split(str(_SAMPLE))
    return before, after
