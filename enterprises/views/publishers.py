"""Who publishes standards, under which name from when to when."""

from django.db.models import Count
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.lib.pages import CreatePage, EditPage, ListPage

from .. import rules
from ..forms import PublisherForm
from ..models import StandardPublisher
from ..register_filters import PublisherFilter
from ..register_tables import PublisherTable
from .standards import KEPT_BY_PROVINCE

LIST_URL = reverse_lazy("enterprises:publisher_list")


class OfPublishers:
    list_title = "标准发布机构"
    list_url = LIST_URL
    refusal = KEPT_BY_PROVINCE

    def scope(self, user):
        return scopes.publishers(user)


class PublisherList(OfPublishers, ListPage):
    model = StandardPublisher
    title = "标准发布机构"
    lead = "机构更名后，旧名称和新名称各有起止日期；标准的发布日期须在发布机构的起止日期内。"
    filterset_class = PublisherFilter
    table_class = PublisherTable
    export_name = "标准发布机构"
    create_url = reverse_lazy("enterprises:publisher_create")
    create_label = "登记发布机构"
    empty_text = "还没有登记标准发布机构，由省市场监督管理局登记。"
    default_sort = "-valid_from"

    def scope(self, user):
        return super().scope(user).annotate(standard_count=Count("standards"))

    def may_create(self, user) -> bool:
        return rules.may_keep_standards(user)


class PublisherCreate(OfPublishers, CreatePage):
    title = "登记发布机构"
    form_class = PublisherForm
    cancel_url = LIST_URL

    def may(self, user) -> bool:
        return rules.may_keep_standards(user)

    def success_url(self, result) -> str:
        return LIST_URL


class PublisherEdit(OfPublishers, EditPage):
    form_class = PublisherForm
    cancel_url = LIST_URL

    def may(self, user) -> bool:
        return rules.may_keep_standards(user)

    def success_url(self, result) -> str:
        return LIST_URL
