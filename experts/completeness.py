"""What must stand before an expert enters the library. One rule one function; all that is missing is told at once."""

from datetime import timedelta

from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .defaults import AGE_LIMIT, RENEWAL_DAYS
from .models import Expert


def missing_for_listing(expert: Expert, by) -> list[str]:
    """Everything that keeps ``expert`` out of the library, as Chinese sentences."""
    found = (knows_something(expert), is_young_enough_or_excepted(expert), term_is_ahead(expert))
    return [sentence for sentence in found if sentence]


def missing_for_renewal(expert: Expert, by) -> list[str]:
    """A further term asks what the first one asked, but for the days; and it is not given years ahead."""
    found = (knows_something(expert), is_young_enough_or_excepted(expert), is_near_its_end(expert))
    return [sentence for sentence in found if sentence]


def missing_for_return(expert: Expert, by) -> list[str]:
    """What keeps a suspended expert from coming back."""
    sentence = term_is_ahead(expert)
    return [sentence] if sentence else []


def knows_something(expert: Expert) -> str:
    return "" if expert.fields else "请先在专家资料中勾选至少一个专长领域。"


def is_young_enough_or_excepted(expert: Expert) -> str:
    limit = value_of(AGE_LIMIT)
    if expert.birth_year is None:
        return "请先在专家资料中填写出生年份。"
    age = timezone.localdate().year - expert.birth_year
    if age <= limit or expert.age_exception:
        return ""
    return f"专家已满 {age} 岁，超过 {limit} 周岁。确需聘用的，请先在专家资料中写明超龄聘用理由。"


def is_near_its_end(expert: Expert) -> str:
    days = value_of(RENEWAL_DAYS)
    if expert.term_to is None or expert.term_to <= timezone.localdate() + timedelta(days=days):
        return ""
    return f"聘期至 {expert.term_to}，届满前 {days} 天起才能续聘。"


def term_is_ahead(expert: Expert) -> str:
    if expert.term_to is None or expert.term_to > timezone.localdate():
        return ""
    return f"聘期已于 {expert.term_to} 届满，请先在专家资料中更新聘期。"
