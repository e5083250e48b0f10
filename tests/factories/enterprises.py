"""Rows of the registry for tests and for looking at pages. Codes are valid and synthetic."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from enterprises.models import (
    AccountRequest,
    BrandHolder,
    BrandPeriod,
    Certificate,
    Contact,
    Enterprise,
    FurtherIndustry,
    Member,
    Product,
    QualityAward,
    QualityOfficer,
    Route,
    Standard,
    StandardIndicator,
    StandardPublisher,
    StandardStage,
    SubBrand,
    Surveillance,
    SystemCertificate,
    YearFigure,
)
from tests.cast import LINPING, any_industry, uscc

# Far from the numbers that tests give by hand.
FIRST_SERIAL = 20_000


class EnterpriseFactory(DjangoModelFactory):
    """An enterprise of 临平区 unless ``county_id`` says otherwise."""

    class Meta:
        model = Enterprise

    uscc = factory.Sequence(lambda n: uscc(FIRST_SERIAL + n))
    name = factory.Sequence(lambda n: f"浙江第{n}试验医药有限公司")
    county_id = LINPING
    industry = factory.LazyFunction(any_industry)
    main_product = "一次性使用输液器"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence(lambda n: f"联系{n}")
    post = "质量部经理"
    mobile = factory.Sequence(lambda n: f"139{n:08d}")


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    number = factory.Sequence(lambda n: f"T/ZZB {n + 1000:04d}—2022")
    title = factory.Sequence(lambda n: f"试验产品{n}")
    published_on = date(2022, 3, 1)
    in_force_on = date(2022, 4, 1)


class StageFactory(DjangoModelFactory):
    class Meta:
        model = StandardStage

    standard = factory.SubFactory(StandardFactory)
    stage = Standard.Stage.DRAFTING
    entered_on = date(2021, 3, 1)


class StandardIndicatorFactory(DjangoModelFactory):
    """穿刺力 ≤ 0.7 N, and 0.5 N where others have come."""

    class Meta:
        model = StandardIndicator

    standard = factory.SubFactory(StandardFactory)
    position = factory.Sequence(lambda n: n % 99 + 1)
    name = "穿刺力"
    unit = "N"
    direction = "lower"
    limit = Decimal("0.7")
    advanced = Decimal("0.5")
    method = "YY/T 0001"


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = StandardPublisher

    name = factory.Sequence(lambda n: f"试验促进会{n}")
    valid_from = date(2014, 1, 1)


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence(lambda n: f"试验产品{n}")
    models_text = "A-1"
    standard = factory.SubFactory(StandardFactory)


class YearFigureFactory(DjangoModelFactory):
    class Meta:
        model = YearFigure

    enterprise = factory.SubFactory(EnterpriseFactory)
    year = 2025
    revenue_wan = Decimal("12000.00")
    brand_sales_wan = Decimal("3000.00")


class QualityAwardFactory(DjangoModelFactory):
    class Meta:
        model = QualityAward

    enterprise = factory.SubFactory(EnterpriseFactory)
    level = QualityAward.Level.CITY
    name = factory.Sequence(lambda n: f"杭州市人民政府质量奖{n}")
    year = 2022


class QualityOfficerFactory(DjangoModelFactory):
    class Meta:
        model = QualityOfficer

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence(lambda n: f"质量官{n}")
    trained_on = date(2022, 9, 1)


class SystemCertificateFactory(DjangoModelFactory):
    class Meta:
        model = SystemCertificate

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = SystemCertificate.Kind.QUALITY
    number = factory.Sequence(lambda n: f"00124Q{n:05d}")
    body = "方圆标志认证集团有限公司"
    issued_on = date(2024, 5, 1)
    valid_to = date(2099, 4, 30)


class FurtherIndustryFactory(DjangoModelFactory):
    class Meta:
        model = FurtherIndustry

    enterprise = factory.SubFactory(EnterpriseFactory)
    industry_id = "C2720"


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    number = factory.Sequence(lambda n: f"ZJM-TEST-{n:05d}")
    enterprise = factory.SubFactory(EnterpriseFactory)
    standard = factory.SubFactory(StandardFactory)
    body = "方圆标志认证集团浙江有限公司"
    product_name = "试验产品"
    issued_on = date(2024, 5, 1)
    valid_to = date(2027, 4, 30)


class SurveillanceFactory(DjangoModelFactory):
    class Meta:
        model = Surveillance

    certificate = factory.SubFactory(CertificateFactory)
    year_no = 1
    due_on = date(2025, 5, 1)


class BrandPeriodFactory(DjangoModelFactory):
    class Meta:
        model = BrandPeriod

    ground = BrandPeriod.Ground.RECORD
    began_on = factory.SelfAttribute("holder.first_valid_on")
    ended_on = factory.SelfAttribute("holder.ended_on")


class BrandHolderFactory(DjangoModelFactory):
    """A holder with the one period that its days tell."""

    class Meta:
        model = BrandHolder
        skip_postgeneration_save = True

    enterprise = factory.SubFactory(EnterpriseFactory)
    route = Route.CERTIFICATION
    sub_brand = SubBrand.MADE
    first_valid_on = date(2024, 5, 1)
    period = factory.RelatedFactory(BrandPeriodFactory, factory_related_name="holder")


class AccountRequestFactory(DjangoModelFactory):
    """A request that awaits its county; its code belongs to no enterprise yet."""

    class Meta:
        model = AccountRequest

    uscc = factory.Sequence(lambda n: uscc(40_000 + n))
    enterprise_name = factory.Sequence(lambda n: f"杭州申请{n}有限公司")
    applicant_name = "申请人"
    applicant_mobile = "13900000000"
    applicant_kind = Member.Kind.CLERK
    county_id = LINPING
