"""The search box of lists whose rows are an enterprise's cases: visits, problems, measures, declarations."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Reverse

from pinzibiao.lib.bigrams import Bigrams, holding

from .item_filters import ItemSearchFilter
from .models import Enterprise
from .search import search

# WT-330113-2026-0012, as printed; the end of it, 2026-0012 or 0012, is what people say on the telephone.
BEGINNING = re.compile(r"^[A-Z]{2}(-[0-9A-Z]*)*$")
ENDING = re.compile(r"^([0-9]{4}-)?[0-9]{4,}$")
# So many keys are named one by one, and an index finds each.
NAMED = 1000


class CaseSearchFilter(ItemSearchFilter):
    """Rows whose number begins or ends with a word, whose texts hold it, or whose enterprise is found by it.

    ``paired`` is a text with an index of its pairs (``Bigrams``); ``names`` are texts of lists that stay short, or of
    what the row points at (``product__name``).
    """

    def __init__(self, *names: str, paired: str = "", number: str = "", label: str):
        super().__init__(*names, label=label)
        self.paired, self.number = paired, number

    def filter(self, qs, value):
        for word in (value or "").split():
            qs = self._prepared(qs)
            qs = qs.filter(self._condition(qs.model, word))
        return qs

    def _condition(self, model, word: str) -> Q:
        """Of few enterprises every way is a condition on the row's own columns, whose indexes Postgres joins.

        Of many it would read the whole list instead: then each way gives its keys.
        """
        pointing = [_Pointing("enterprise", search(Enterprise.objects.all(), word))]
        pointing += [_pointing(model, name, word) for name in self.names if "__" in name]
        ways = [*(one.condition for one in pointing), *self._of_its_own(word)]
        if not any(one.is_many for one in pointing):
            return reduce(or_, ways)
        keys = [self._prepared(model.objects.order_by()).filter(way).values("pk") for way in ways]
        return Q(pk__in=keys[0].union(*keys[1:]))

    def _prepared(self, rows: QuerySet) -> QuerySet:
        computed = {"pairs": Bigrams(self.paired)} if self.paired else {}
        if self.number:
            computed["ending"] = Reverse(self.number)
        return rows.alias(**computed)

    def _of_its_own(self, word: str):
        for name in self.names:
            if "__" not in name:
                yield Q(**{f"{name}__contains": word})
        if self.paired:
            yield Q(**holding(self.paired, word))
        if self.number and BEGINNING.match(word.upper()):
            yield Q(**{f"{self.number}__startswith": word.upper()})
        if self.number and ENDING.match(word):
            yield Q(ending__startswith=f"-{word}"[::-1])


class _Pointing:
    """Rows whose ``relation`` is one of ``rows``."""

    def __init__(self, relation: str, rows: QuerySet):
        keys = list(rows.order_by().values_list("pk", flat=True)[: NAMED + 1])
        self.is_many = len(keys) > NAMED
        self.condition = Q(**{f"{relation}__in": rows.order_by().values("pk") if self.is_many else keys})


def _pointing(model, name: str, word: str) -> _Pointing:
    relation, own = name.split("__")
    pointed = model._meta.get_field(relation).related_model
    paired = pointed.objects.alias(pairs=Bigrams(own))
    return _Pointing(relation, paired.filter(**holding(own, word)))
