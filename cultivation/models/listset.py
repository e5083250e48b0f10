"""The definition of the lists: data, one set a programme year. The rows are the real records."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pinzibiao.accounts.models import Role


class ListSet(models.Model):
    """The lists of one programme year."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    name = models.CharField("名称", max_length=40, default="五张清单")

    class Meta:
        verbose_name = verbose_name_plural = "清单套表"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year} 年{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("cultivation:lists", args=[self.year])


class ListDefinition(models.Model):
    """One list of a set: which records it shows."""

    class Source(models.TextChoices):
        ENTRIES = "entries", "培育企业"
        BENCHMARKS = "benchmarks", "对标产品"
        STANDARD_PLANS = "standard_plans", "标准研制"
        PROBLEMS = "problems", "质量问题"
        MEASURES = "measures", "帮扶措施"
        REQUESTS = "requests", "企业需求"
        RESULTS = "results", "已销号问题"

    list_set = models.ForeignKey(ListSet, models.CASCADE, related_name="definitions", verbose_name="套表")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("记录", max_length=16, choices=Source)

    class Meta:
        verbose_name = verbose_name_plural = "清单"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["list_set", "number"], name="list_number_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cultivation:list", args=[self.list_set.year, self.number])


# Who may be let in to write a column: those who work with the rows; the auditor only reads.
EDITORS = [
    (kind.value, kind.label)
    for kind in (
        Role.Kind.COUNTY,
        Role.Kind.CITY,
        Role.Kind.PROVINCE,
        Role.Kind.BODY,
        Role.Kind.EXPERT,
        Role.Kind.ENTERPRISE,
    )
]


class ListColumn(models.Model):
    """One column of a list.

    Without a ``type`` its ``key`` names a projection of the record (``enterprise.uscc``), never a second copy. With
    one it is an extra column of the year: its ``key`` stays from year to year, its values are ``ListValue`` rows.
    """

    class Type(models.TextChoices):
        TEXT = "text", "文字"
        LONG = "long", "长文字"
        NUMBER = "number", "数字"
        DAY = "day", "日期"
        YES_NO = "yes_no", "是/否"
        CHOICE = "choice", "选项"

    definition = models.ForeignKey(ListDefinition, models.CASCADE, related_name="columns", verbose_name="清单")
    position = models.PositiveSmallIntegerField("次序")
    key = models.CharField("取值", max_length=60)
    label = models.CharField("列名", max_length=40)
    type = models.CharField("类型", max_length=8, choices=Type, blank=True, db_default="")
    options = models.TextField("选项（每行一个）", max_length=2000, blank=True, db_default="")
    is_shown = models.BooleanField("显示", default=True, db_default=True)
    is_printed = models.BooleanField("列入 Word 附件", default=True, db_default=True)
    editors = ArrayField(
        models.CharField(max_length=20, choices=EDITORS),
        verbose_name="可填写的岗位",
        default=list,
        blank=True,
        db_default=[],
    )

    class Meta:
        verbose_name = verbose_name_plural = "清单列"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "key"], name="list_column_once"),
            models.CheckConstraint(condition=Q(type="") | Q(key__startswith="extra_"), name="list_column_extra_key"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """What the column is called in addresses and forms: it stays when others move."""
        return f"c{self.pk}"

    @property
    def is_extra(self) -> bool:
        return bool(self.type)

    def option_list(self) -> list[str]:
        return [line.strip() for line in self.options.splitlines() if line.strip()]

    def words(self) -> list[str]:
        """What may stand in an extra column whose values are a few words; nothing for any other."""
        return {self.Type.CHOICE: self.option_list(), self.Type.YES_NO: ["是", "否"]}.get(self.type, [])
