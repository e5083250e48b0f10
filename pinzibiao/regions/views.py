"""The list of places, for those who keep the portal."""

from pinzibiao.lib.pages import ListPage

from .models import Region
from .tables import RegionFilter, RegionTable

READERS = {"administrator", "auditor", "province"}


class RegionList(ListPage):
    model = Region
    title = "行政区划"
    lead = "设区市、县（市、区）和功能区。功能区没有国标代码，用平台自编代码，与县级同样办理业务。"
    filterset_class = RegionFilter
    table_class = RegionTable
    export_name = "行政区划"
    default_sort = "code"
    per_page = 50
    empty_text = "没有符合条件的区划，请调整筛选条件。"

    def may(self, user) -> bool:
        return user.kind in READERS

    def scope(self, user):
        """Places are public knowledge: whoever may open the page sees all."""
        return Region.objects.select_related("parent")
