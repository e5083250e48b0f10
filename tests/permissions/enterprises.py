"""Who may open each page of the registry; outside the scope 404, at the wrong desk 403."""

from enterprises.models import Member
from tests.factories import enterprises as make

from .people import ANY_COUNTY, ANY_REGULATOR, COUNTY, EVERYBODY, OWN, PROVINCE, REGULATORS, WITH_A_PART, rule

# An expert knows the enterprise once they were sent to it; here nobody was.
SEES = [*REGULATORS, *OWN, "auditor"]
SEES_REQUEST = [*REGULATORS, "auditor"]
# Lists open for everybody who is signed in: outside the scope they are empty.
RULES = {
    "enterprises:list": rule(EVERYBODY),
    "enterprises:create": rule(ANY_COUNTY, other=403),
    "enterprises:choose": rule(EVERYBODY),
    "enterprises:choose_industry": rule(EVERYBODY),
    "enterprises:choose_standard": rule(EVERYBODY),
    "enterprises:detail": rule(SEES),
    "enterprises:edit": rule(COUNTY, seen=SEES),
    "enterprises:rename": rule(COUNTY, seen=SEES),
    "enterprises:move": rule([*COUNTY, *PROVINCE], seen=SEES),
    "enterprises:merge": rule([*COUNTY, *PROVINCE], seen=SEES),
    "enterprises:merge_confirm": rule([*COUNTY, *PROVINCE], seen=[*REGULATORS, "auditor"]),
    "enterprises:history": rule(SEES),
    "enterprises:member_list": rule(SEES),
    "enterprises:member_create": rule([*COUNTY, *OWN], seen=SEES),
    "enterprises:signatory_change": rule([*COUNTY, *OWN], seen=SEES),
    "enterprises:member_close": rule([*COUNTY, *OWN], seen=SEES),
    "enterprises:member_reopen": rule([*COUNTY, *OWN], seen=SEES),
    "enterprises:member_password": rule([*COUNTY, *OWN], seen=SEES),
    **{
        f"enterprises:{item}_{act}": rule([*COUNTY, *OWN], seen=SEES)
        for item in ("contact", "product", "figure", "system")
        for act in ("create", "edit", "delete")
    },
    **{
        f"enterprises:{item}_{act}": rule(COUNTY, seen=SEES)
        for item in ("award", "officer", "industry")
        for act in ("create", "edit", "delete")
    },
    **{f"enterprises:{item}_list": rule(EVERYBODY) for item in ("product", "officer", "award", "system", "figure")},
    "enterprises:sales_share": rule([*ANY_REGULATOR, "auditor"], other=403),
    "enterprises:standard_list": rule(EVERYBODY),
    "enterprises:standard_create": rule(PROVINCE, other=403),
    "enterprises:standard_detail": rule(WITH_A_PART),
    "enterprises:standard_edit": rule(PROVINCE, seen=WITH_A_PART),
    "enterprises:stage_create": rule(PROVINCE, seen=WITH_A_PART),
    "enterprises:stage_delete": rule(PROVINCE, seen=WITH_A_PART),
    **{f"enterprises:indicator_{act}": rule(PROVINCE, seen=WITH_A_PART) for act in ("create", "edit", "delete")},
    "enterprises:publisher_list": rule(EVERYBODY),
    "enterprises:publisher_create": rule(PROVINCE, other=403),
    "enterprises:publisher_edit": rule(PROVINCE, seen=WITH_A_PART),
    "enterprises:brand_list": rule(EVERYBODY),
    "enterprises:brand_detail": rule(SEES),
    "enterprises:certificate_list": rule(EVERYBODY),
    "enterprises:certificate_create": rule(ANY_REGULATOR, other=403),
    "enterprises:certificate_detail": rule(SEES),
    "enterprises:certificate_edit": rule(REGULATORS, seen=SEES),
    "enterprises:certificate_move": rule(COUNTY, seen=SEES),
    "enterprises:surveillance_edit": rule(COUNTY, seen=SEES),
    "enterprises:account_request_list": rule(EVERYBODY),
    "enterprises:account_request_new": rule(EVERYBODY, public=True),
    "enterprises:account_request_received": rule(EVERYBODY, public=True),
    "enterprises:account_request_detail": rule(SEES_REQUEST),
    "enterprises:account_request_move": rule(COUNTY, seen=SEES_REQUEST),
}


def addresses(cast) -> dict[str, dict]:
    own = {"pk": cast.enterprise.pk}
    closed = Member.objects.get(user=cast.signatory)
    items = {
        "contact": make.ContactFactory,
        "product": make.ProductFactory,
        "figure": make.YearFigureFactory,
        "award": make.QualityAwardFactory,
        "officer": make.QualityOfficerFactory,
        "system": make.SystemCertificateFactory,
        "industry": make.FurtherIndustryFactory,
    }
    pages = ("detail", "edit", "rename", "move", "merge", "history", "member_list", "member_create", "signatory_change")
    found = {f"enterprises:{page}": own for page in pages}
    for item, factory in items.items():
        row = own | {"item_pk": factory(enterprise=cast.enterprise).pk}
        found |= {f"enterprises:{item}_create": own}
        found |= {f"enterprises:{item}_{act}": row for act in ("edit", "delete")}
    standard = {"pk": make.StandardFactory().pk}
    stage = {"item_pk": make.StageFactory(standard_id=standard["pk"]).pk}
    indicator = {"item_pk": make.StandardIndicatorFactory(standard_id=standard["pk"]).pk}
    certificate = {"pk": make.CertificateFactory(enterprise=cast.enterprise).pk}
    surveillance = {"item_pk": make.SurveillanceFactory(certificate_id=certificate["pk"]).pk}
    holder = {"pk": make.BrandHolderFactory(enterprise=cast.enterprise).pk}
    request = {"pk": make.AccountRequestFactory().pk}
    return found | {
        "enterprises:merge_confirm": own | {"other_pk": make.EnterpriseFactory().pk},
        **{f"enterprises:member_{act}": own | {"item_pk": closed.pk} for act in ("close", "reopen", "password")},
        **{f"enterprises:standard_{page}": standard for page in ("detail", "edit")},
        **{f"enterprises:certificate_{page}": certificate for page in ("detail", "edit")},
        "enterprises:stage_create": standard,
        "enterprises:stage_delete": standard | stage,
        "enterprises:indicator_create": standard,
        **{f"enterprises:indicator_{act}": standard | indicator for act in ("edit", "delete")},
        "enterprises:publisher_edit": {"pk": make.PublisherFactory().pk},
        "enterprises:certificate_move": certificate | {"action": "suspend"},
        "enterprises:surveillance_edit": certificate | surveillance,
        "enterprises:brand_detail": holder,
        "enterprises:account_request_detail": request,
        "enterprises:account_request_move": request | {"action": "open"},
    }
