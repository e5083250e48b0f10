"""Addresses of the registry."""

from django.urls import path

from .items import ITEMS
from .views import (
    brand,
    certificates,
    changes,
    choosing,
    enterprises,
    indicators,
    item_lists,
    items,
    merging,
    people,
    publishers,
    sales_share,
    signatories,
    standards,
)

app_name = "enterprises"


def _item_paths(key: str) -> list:
    """Add, change and delete one kind of row of an enterprise."""
    return [
        path(f"<int:pk>/{key}/new/", items.ItemCreate.as_view(item=key), name=f"{key}_create"),
        path(f"<int:pk>/{key}/<int:item_pk>/edit/", items.ItemEdit.as_view(item=key), name=f"{key}_edit"),
        path(f"<int:pk>/{key}/<int:item_pk>/delete/", items.ItemDelete.as_view(item=key), name=f"{key}_delete"),
    ]


urlpatterns = [
    path("", enterprises.EnterpriseList.as_view(), name="list"),
    path("new/", enterprises.EnterpriseCreate.as_view(), name="create"),
    path("choose/", choosing.choose, name="choose"),
    path("choose/industry/", choosing.choose_industry, name="choose_industry"),
    path("choose/standard/", choosing.choose_standard, name="choose_standard"),
    path("<int:pk>/", enterprises.EnterpriseDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", enterprises.EnterpriseEdit.as_view(), name="edit"),
    path("<int:pk>/rename/", changes.EnterpriseRename.as_view(), name="rename"),
    path("<int:pk>/merge/", merging.MergeChoose.as_view(), name="merge"),
    path("<int:pk>/merge/<int:other_pk>/", merging.MergeConfirm.as_view(), name="merge_confirm"),
    path("<int:pk>/move/", changes.EnterpriseMove.as_view(), name="move"),
    path("<int:pk>/history/", enterprises.EnterpriseHistory.as_view(), name="history"),
    path("<int:pk>/members/", people.MemberList.as_view(), name="member_list"),
    path("<int:pk>/members/signatory/", signatories.SignatoryChange.as_view(), name="signatory_change"),
    path("<int:pk>/members/new/", people.MemberCreate.as_view(), name="member_create"),
    path("<int:pk>/members/<int:item_pk>/close/", people.MemberClose.as_view(), name="member_close"),
    path("<int:pk>/members/<int:item_pk>/reopen/", people.MemberReopen.as_view(), name="member_reopen"),
    path("<int:pk>/members/<int:item_pk>/password/", people.MemberPassword.as_view(), name="member_password"),
    *(address for key in ITEMS for address in _item_paths(key)),
    path("products/", item_lists.ProductList.as_view(), name="product_list"),
    path("officers/", item_lists.OfficerList.as_view(), name="officer_list"),
    path("awards/", item_lists.AwardList.as_view(), name="award_list"),
    path("system-certificates/", item_lists.SystemCertificateList.as_view(), name="system_list"),
    path("sales-share/", sales_share.SalesShare.as_view(), name="sales_share"),
    path("figures/", item_lists.YearFigureList.as_view(), name="figure_list"),
    path("standards/", standards.StandardList.as_view(), name="standard_list"),
    path("standards/new/", standards.StandardCreate.as_view(), name="standard_create"),
    path("standards/<int:pk>/", standards.StandardDetail.as_view(), name="standard_detail"),
    path("standards/<int:pk>/edit/", standards.StandardEdit.as_view(), name="standard_edit"),
    path("standards/<int:pk>/stages/new/", standards.StageCreate.as_view(), name="stage_create"),
    path("standards/<int:pk>/stages/<int:item_pk>/delete/", standards.StageDelete.as_view(), name="stage_delete"),
    path("standards/<int:pk>/indicators/new/", indicators.IndicatorCreate.as_view(), name="indicator_create"),
    path(
        "standards/<int:pk>/indicators/<int:item_pk>/edit/", indicators.IndicatorEdit.as_view(), name="indicator_edit"
    ),
    path(
        "standards/<int:pk>/indicators/<int:item_pk>/delete/",
        indicators.IndicatorDelete.as_view(),
        name="indicator_delete",
    ),
    path("standards/publishers/", publishers.PublisherList.as_view(), name="publisher_list"),
    path("standards/publishers/new/", publishers.PublisherCreate.as_view(), name="publisher_create"),
    path("standards/publishers/<int:pk>/edit/", publishers.PublisherEdit.as_view(), name="publisher_edit"),
    path("brand/", brand.BrandList.as_view(), name="brand_list"),
    path("brand/<int:pk>/", brand.BrandDetail.as_view(), name="brand_detail"),
    path("certificates/", certificates.CertificateList.as_view(), name="certificate_list"),
    path("certificates/new/", certificates.CertificateCreate.as_view(), name="certificate_create"),
    path("certificates/<int:pk>/", certificates.CertificateDetail.as_view(), name="certificate_detail"),
    path("certificates/<int:pk>/edit/", certificates.CertificateEdit.as_view(), name="certificate_edit"),
    path("certificates/<int:pk>/move/<slug:action>/", certificates.CertificateMove.as_view(), name="certificate_move"),
    path(
        "certificates/<int:pk>/surveillance/<int:item_pk>/",
        certificates.SurveillanceEdit.as_view(),
        name="surveillance_edit",
    ),
    path("account-requests/", people.AccountRequestList.as_view(), name="account_request_list"),
    path("account-requests/new/", people.AccountRequestNew.as_view(), name="account_request_new"),
    path("account-requests/received/", people.AccountRequestReceived.as_view(), name="account_request_received"),
    path("account-requests/<int:pk>/", people.AccountRequestDetail.as_view(), name="account_request_detail"),
    path(
        "account-requests/<int:pk>/move/<slug:action>/",
        people.AccountRequestMove.as_view(),
        name="account_request_move",
    ),
]
