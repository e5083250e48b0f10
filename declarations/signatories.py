"""Who signed a declaration, and who would sign it today."""

from django.utils import timezone

from enterprises.models import Member

from .models import Declaration


def signed_words(case: Declaration) -> str:
    """The signatory of the day of signing; where somebody else signs for the enterprise by now, that is said."""
    if case.signed_by is None:
        return ""
    signing = Member.objects.filter(
        enterprise=case.enterprise_id, kind=Member.Kind.SIGNATORY, user__is_active=True
    ).values_list("user", "user__name")
    now = dict(signing)
    words = f"{case.signed_by.name}（{timezone.localtime(case.signed_at):%Y-%m-%d %H:%M} 签署）"
    if case.signed_by_id in now:
        return words
    return f"{words}，现任签署人：{'、'.join(now.values()) or '无'}"
