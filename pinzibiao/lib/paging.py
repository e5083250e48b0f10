"""Pages of a list, counted only as far as anybody reads."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

COUNT_BOUND = 10_000


class BoundedPaginator(Paginator):
    """Counts at most 10,001 rows: a full count of a million costs 40 times as much and nobody pages that far."""

    @cached_property
    def counted(self) -> int:
        """Rows found, at most one more than the bound."""
        return self.object_list.order_by()[: COUNT_BOUND + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, COUNT_BOUND)

    @property
    def is_bounded(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.counted > COUNT_BOUND

    @property
    def count_text(self) -> str:
        """``47`` or ``10,000+``."""
        return f"{self.count:,}" + ("+" if self.is_bounded else "")
