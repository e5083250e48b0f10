"""The search box of lists whose rows are an enterprise's cases: visits, problems, measures, declarations."""

import re

from django.db.models import QuerySet
from django.db.models.functions import Reverse

from pinzibiao.lib.bigrams import Bigrams, holding

from .item_filters import ItemSearchFilter

# WT-330113-2026-0012, as printed; the end of it, 2026-0012 or 0012, is what people say on the telephone.
BEGINNING = re.compile(r"^[A-Z]{2}(-[0-9A-Z]*)*$")
ENDING = re.compile(r"^([0-9]{4}-)?[0-9]{4,}$")


class CaseSearchFilter(ItemSearchFilter):
    """Rows whose number begins or ends with a word, whose texts hold it, or whose enterprise is found by it.

    ``paired`` are texts with an index of their pairs (``Bigrams``); ``names`` are those of lists that stay short.
    """

    def __init__(self, *names: str, paired: str = "", number: str = "", label: str):
        super().__init__(*names, label=label)
        self.paired, self.number = paired, number

    def _holding(self, model, word: str) -> QuerySet:
        ways = [*self._by_pairs(model, word), *self._by_number(model, word.upper())]
        return super()._holding(model, word).union(*(rows.order_by().values("pk") for rows in ways))

    def _by_pairs(self, model, word: str):
        if self.paired:
            yield model.objects.alias(pairs=Bigrams(self.paired)).filter(**holding(self.paired, word))

    def _by_number(self, model, word: str):
        if self.number and BEGINNING.match(word):
            yield model.objects.filter(**{f"{self.number}__startswith": word})
        if self.number and ENDING.match(word):
            ending = f"-{word}"[::-1]
            yield model.objects.alias(ending=Reverse(self.number)).filter(ending__startswith=ending)
