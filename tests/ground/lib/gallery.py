"""A small portal of generic pages over enterprises: what the tests of the pages, and a look at them, walk through."""

from django.urls import include, path, reverse_lazy

from enterprises.models import Enterprise
from pinzibiao.lib import filters, forms, navigation, pages, tables


class EnterpriseFilter(filters.PortalFilterSet):
    q = filters.SearchFilter("name", "uscc", label="企业名称或代码")
    established_on = filters.DayRangeFilter(label="成立日期")

    class Meta:
        model = Enterprise
        fields = ["scale", "is_above_scale", "established_on"]


def place_of(record):
    return f"/e/{record['pk'] if isinstance(record, dict) else record.pk}/"


class EnterpriseTable(tables.PortalTable):
    name = tables.LinkColumn(verbose_name="企业名称", linkify=lambda record: place_of(record))
    uscc = tables.Column(verbose_name="统一社会信用代码", orderable=False)
    county = tables.Column(verbose_name="属地")
    scale = tables.Column(verbose_name="规模")
    is_above_scale = tables.Column(verbose_name="规上")
    established_on = tables.DateColumn(verbose_name="成立日期")
    number = tables.NumberColumn(verbose_name="编号", accessor="pk")
    tone = tables.StatusColumn(verbose_name="状态", accessor="pk", orderable=False)
    hidden = tables.Column(verbose_name="只在页面", accessor="pk", exclude_from_export=True, orderable=False)

    def render_tone(self, value, column, record):
        return column.render(("在库" if value % 2 else "待县局初核", "done" if value % 2 else "waiting"), record)

    def value_tone(self, value):
        return "在库" if value % 2 else "待县局初核"


class EnterpriseList(pages.ListPage):
    model = Enterprise
    title = "企业名录"
    lead = "本区域内登记的企业。点企业名称查看产品、证书和培育情况。"
    filterset_class = EnterpriseFilter
    table_class = EnterpriseTable
    export_name = "企业名录"
    create_url = reverse_lazy("gallery_create")
    create_label = "登记企业"
    empty_text = "还没有登记企业。点右上角“登记企业”开始。"
    default_sort = "-number"

    def scope(self, user):
        rows = Enterprise.objects.select_related("county")
        return rows.filter(county=user.region) if user.region else rows


class PreparedList(EnterpriseList):
    """The same by prepared rows: no cell asks the database."""

    default_sort = "name"

    def scope(self, user):
        return Enterprise.objects.all()

    def rows(self, objects):
        return [
            {"name": o.name, "uscc": o.uscc, "county": o.county_id, "url": f"/e/{o.pk}/", "pk": o.pk} for o in objects
        ]


class Unreadable(EnterpriseList):
    refusal = "只有审计人员查看这张清单。请联系省局。"

    def may(self, user):
        return user.kind == "auditor"


class EnterpriseDetail(pages.DetailPage):
    list_title = "企业名录"
    list_url = reverse_lazy("gallery_list")

    def scope(self, user):
        return EnterpriseList().scope(user)

    def subtitle(self):
        return f"{self.object.uscc} · {self.object.county}"

    def facts(self):
        e = self.object
        return [("企业名称", e.name), ("规上企业", e.is_above_scale), ("成立日期", e.established_on), ("地址", None)]

    def panels(self):
        table = EnterpriseTable(Enterprise.objects.select_related("county")[:3])
        return [
            pages.Panel("主导产品", icon="package", facts=[("产品", self.object.main_product), ("规模", "大型")]),
            pages.Panel("同区企业", icon="building-2", template="generic/table.html", context={"table": table}),
        ]

    def buttons(self):
        return [pages.Button("修改", f"/e/{self.object.pk}/edit/", icon="pencil", style="outline-primary")]


class EnterpriseForm(forms.PortalModelForm):
    note = forms.forms.CharField(
        label="说明", required=False, widget=forms.forms.Textarea(attrs={"rows": 3}), help_text="写明变更的缘由。"
    )

    class Meta:
        model = Enterprise
        fields = ["name", "uscc", "county", "industry", "scale", "is_above_scale", "established_on", "main_product"]


class EnterpriseCreate(pages.CreatePage):
    title = "登记企业"
    lead = "带 * 的为必填。"
    form_class = EnterpriseForm
    list_title = "企业名录"
    list_url = reverse_lazy("gallery_list")
    cancel_url = reverse_lazy("gallery_list")

    def success_url(self, result):
        return f"/e/{result.pk}/"


class EnterpriseEdit(pages.EditPage):
    form_class = EnterpriseForm
    list_title = "企业名录"
    list_url = reverse_lazy("gallery_list")

    def scope(self, user):
        return EnterpriseList().scope(user)

    def back_url(self):
        return f"/e/{self.object.pk}/"

    def success_url(self, result):
        return self.back_url()


class EnterpriseRemove(pages.ConfirmPage):
    title = "删除企业"
    confirm_label = "删除"
    success_message = "已删除 1 家企业。"
    is_destructive = True

    def scope(self, user):
        return EnterpriseList().scope(user)

    def question(self):
        return f"删除“{self.object.name}”？"

    def consequences(self):
        return ["删除后名录中不再出现这家企业。", "已有的办理记录保留。"]

    def back_url(self):
        return f"/e/{self.object.pk}/"

    def act(self):
        self.object.delete()
        return "/e/"


def broken(request):
    raise RuntimeError("broken on purpose")


def menu(request):
    """A menu like that of a county officer."""
    link = navigation.Link
    return [
        navigation.Section(links=[link("我的待办", "/", "list-todo", 12)]),
        navigation.Section("事前谋划", [link("企业名录", "/e/", "building-2"), link("培育库", "/p/", "library")]),
        navigation.Section("管理和跟踪问效", [link("工作报告", "/r/", "file-text")]),
    ]


handler500 = "pinzibiao.lib.health.server_error"
urlpatterns = [
    path("e/", EnterpriseList.as_view(), name="gallery_list"),
    path("p/", PreparedList.as_view()),
    path("u/", Unreadable.as_view()),
    path("e/new/", EnterpriseCreate.as_view(), name="gallery_create"),
    path("e/<int:pk>/", EnterpriseDetail.as_view()),
    path("e/<int:pk>/edit/", EnterpriseEdit.as_view()),
    path("e/<int:pk>/remove/", EnterpriseRemove.as_view()),
    path("broken/", broken),
    path("portal/", include("pinzibiao.urls")),
    path("accounts/", include("pinzibiao.accounts.urls")),
    path("", include("pinzibiao.lib.urls")),
]
