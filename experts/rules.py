"""Who may do what in the expert library, beside the moves of the table."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from pinzibiao.accounts.models import Role

from .models import Expert
from .states import ExpertStatus

Kind = Role.Kind


def may_recommend(user) -> bool:
    """The province enters experts; a city recommends them."""
    return user.kind in {Kind.PROVINCE, Kind.CITY}


def may_edit(user, expert: Expert) -> bool:
    """The province always; a city what it recommended, until the province has taken it in."""
    if user.kind == Kind.PROVINCE:
        return True
    return user.kind == Kind.CITY and expert.status == ExpertStatus.PENDING and _lies_in(expert, user.region)


def may_declare_interests(user, expert: Expert) -> bool:
    """Experts declare for themselves; the province writes down what it learns, and alone corrects what is written."""
    return user.kind == Kind.PROVINCE or (user.kind == Kind.EXPERT and expert.user_id == user.pk)


def sees_every_interest(user, expert: Expert) -> bool:
    """Others see only interests in enterprises of their own place: an interest names the enterprise."""
    return user.kind in {Kind.PROVINCE, Kind.AUDITOR} or expert.user_id == user.pk


def keeps_the_library(user) -> bool:
    """Organisations and teams are kept by the province."""
    return user.kind == Kind.PROVINCE


def available(on=None) -> Q:
    """The condition for experts who may be sent out: listed, and within their term."""
    day = on or timezone.localdate()
    return Q(status=ExpertStatus.LISTED) & (Q(term_to=None) | Q(term_to__gte=day))


def is_available(expert: Expert, on=None) -> bool:
    """The same of one that is at hand."""
    day = on or timezone.localdate()
    return expert.status == ExpertStatus.LISTED and (expert.term_to is None or expert.term_to >= day)


def only_available(experts: QuerySet[Expert], on=None) -> QuerySet[Expert]:
    return experts.filter(available(on))


def _lies_in(expert: Expert, city) -> bool:
    return city.code in {expert.region_id, expert.region.parent_id}
