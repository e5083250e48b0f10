"""The columns and filters of imports, of what is wrong in their files, and of exports."""

import django_filters

from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn

from .kinds import kinds
from .models import Export, Fault, Import


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.key, kind.label) for kind in kinds()]


class ImportFilter(PortalFilterSet):
    kind = django_filters.ChoiceFilter(choices=kind_choices, label="种类")
    stage = django_filters.ChoiceFilter(choices=Import.Stage.choices, label="状态")
    created_at = DayRangeFilter(label="上传日期")

    class Meta:
        model = Import
        fields = ["kind", "stage", "created_at"]


class ImportTable(PortalTable):
    name = LinkColumn(verbose_name="文件", orderable=False)
    kind = Column(verbose_name="种类", orderable=False, css="code")
    stage = StatusColumn(verbose_name="状态", orderable=False)
    created_count = NumberColumn(verbose_name="新增（行）", orderable=False)
    updated_count = NumberColumn(verbose_name="更新（行）", orderable=False)
    unchanged_count = NumberColumn(verbose_name="无变化（行）", orderable=False)
    wrong_count = NumberColumn(verbose_name="有错误（行）", orderable=False)
    owner = Column(verbose_name="导入人", orderable=False)
    created_at = DateColumn(verbose_name="上传时间", orderable=False)

    class Meta(PortalTable.Meta):
        model = Import
        fields = [
            "name",
            "kind",
            "stage",
            "created_count",
            "updated_count",
            "unchanged_count",
            "wrong_count",
            "owner",
            "created_at",
        ]


class FaultFilter(PortalFilterSet):
    q = SearchFilter("value", "message", label="填写的内容或问题")
    label = django_filters.ChoiceFilter(label="栏目")

    class Meta:
        model = Fault
        fields = ["q", "label"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = self.queryset.order_by("label").values_list("label", flat=True).distinct()
        self.filters["label"].extra["choices"] = [(label, label) for label in labels]


class FaultTable(PortalTable):
    row = NumberColumn(verbose_name="行", orderable=False, css="short")
    letter = Column(verbose_name="列", orderable=False, css="short")
    label = Column(verbose_name="栏目", orderable=False)
    value = Column(verbose_name="填写的内容", orderable=False)
    message = Column(verbose_name="问题", orderable=False, css="wide")
    expected = Column(verbose_name="应填", orderable=False, css="wide")
    example = Column(verbose_name="示例", orderable=False, css="wide")

    class Meta(PortalTable.Meta):
        model = Fault
        fields = ["row", "letter", "label", "value", "message", "expected", "example"]


class ExportFilter(PortalFilterSet):
    q = SearchFilter("title", "words", "owner__name", label="列表、筛选条件或导出人")
    is_personal = django_filters.BooleanFilter(label="含个人信息")
    created_at = DayRangeFilter(label="导出日期")

    class Meta:
        model = Export
        fields = ["q", "is_personal", "created_at"]


class ExportTable(PortalTable):
    title = LinkColumn(verbose_name="导出内容", orderable=False)
    words = Column(verbose_name="筛选条件", orderable=False, css="wide")
    rows = NumberColumn(verbose_name="行数", orderable=False)
    stage = StatusColumn(verbose_name="状态", orderable=False)
    progress = Column(verbose_name="进度和文件", orderable=False)
    created_at = DateColumn(verbose_name="导出时间", orderable=False)
    kept_until = DateColumn(verbose_name="文件保留至", orderable=False)


class ExportLogTable(PortalTable):
    """For the auditor: who took out what, how many; the files are not theirs."""

    title = LinkColumn(verbose_name="导出内容", orderable=False)
    owner = Column(verbose_name="导出人", orderable=False)
    words = Column(verbose_name="筛选条件", orderable=False, css="wide")
    rows = NumberColumn(verbose_name="行数", orderable=False)
    is_personal = Column(verbose_name="含个人信息", orderable=False)
    stage = StatusColumn(verbose_name="状态", orderable=False)
    created_at = DateColumn(verbose_name="导出时间", orderable=False)
