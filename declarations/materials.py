"""Which papers a declaration needs: by sub-brand and product category, as ruled on its day of submission."""

from django.db.models import Exists, OuterRef

from .models import Declaration, MaterialRule
from .models.material import KINDS
from .selectors import in_force_for


def rules_of(case: Declaration) -> dict[str, MaterialRule]:
    """``{kind: rule}`` for ``case``, each with ``is_in``: whether such a paper is there.

    The rule of its category goes before its sub-brand's, that before the general.
    """
    rows = MaterialRule.objects.filter(sub_brand__in=("", case.sub_brand), category__in=("", case.product.category))
    papers = case.attachments.filter(is_removed=False, kind=OuterRef("kind"))
    found = in_force_for(case, rows).annotate(is_in=Exists(papers))
    return {row.kind: row for row in sorted(found, key=lambda row: (bool(row.category), bool(row.sub_brand)))}


def required_of(case: Declaration) -> list[MaterialRule]:
    """The rules of the papers that ``case`` cannot do without, in the order of the kinds."""
    rules = rules_of(case)
    return [rules[kind] for kind in KINDS if kind in rules and rules[kind].is_required]
