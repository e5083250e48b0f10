"""The search box of the public register."""

from django.db.models import Q, QuerySet

from enterprises import search
from enterprises.item_filters import ItemSearchFilter
from enterprises.models import Enterprise

OWN = ("number", "enterprise_name", "product_name", "models_text")
LABEL = "企业（含曾用名、拼音、首字母）、代码、编号或产品"


class RegisterSearchFilter(ItemSearchFilter):
    """Authorisations of which a column holds a word, or whose enterprise is found by it.

    The name as authorised stands in the row; former and later names, pinyin and initials are the enterprise's.
    """

    def __init__(self):
        super().__init__(*OWN, label=LABEL)

    def _holding(self, model, word: str) -> QuerySet:
        """Keys by each way, put together: an OR over three tables would read all of them whole."""
        enterprises = search.search(Enterprise.objects.all(), word).order_by()
        by_enterprise = model.objects.filter(declaration__enterprise__in=enterprises.values("pk"))
        return (
            by_enterprise.order_by().values("pk").union(model.objects.filter(_of_its_own(word)).order_by().values("pk"))
        )


def _of_its_own(word: str) -> Q:
    """The code as it was authorised is asked in capitals, as it is written."""
    condition = Q(uscc__contains=word.upper())
    for name in OWN:
        condition |= Q(**{f"{name}__contains": word})
    return condition
