"""What people keep about lists: filters under a name, and the columns and the sort they want to see."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from pinzibiao.accounts.models import User
from pinzibiao.lib.preferences import address_of

QUERY_LIMIT = 2000


class SavedView(models.Model):
    """Filters of one list under a name, for nobody but their owner. The list is named by its address."""

    owner = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="+", verbose_name="所有人")
    list_key = models.CharField("列表", max_length=120)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("查询条件", max_length=QUERY_LIMIT, blank=True)
    is_pinned = models.BooleanField("显示在首页", default=False)
    position = models.PositiveIntegerField("顺序", default=0)
    created_at = models.DateTimeField("保存时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "保存的视图"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_key", "name"],
                name="saved_view_name",
                violation_error_message="您在这张列表上已有同名的视图，请换一个名称。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as it was saved; empty when there is no such list any more."""
        address = address_of(self.list_key)
        return f"{address}?{self.query}" if address else ""


class ListPreference(models.Model):
    """How one person wants one list: the names of the columns shown, in order, and the sort chosen last."""

    owner = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="+", verbose_name="所有人")
    list_key = models.CharField("列表", max_length=120)
    columns = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name="显示的列")
    sort = models.CharField("排序", max_length=61, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "列表设置"
        constraints = [models.UniqueConstraint(fields=["owner", "list_key"], name="list_preference_once")]

    def __str__(self) -> str:
        return self.list_key
