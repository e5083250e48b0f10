"""What must be ready before a county opens an account. One rule, one function."""

from .models import AccountRequest
from .selectors import by_code


def ready_to_open(case: AccountRequest, by) -> list[str]:
    return _enterprise_is_here(case)


def _enterprise_is_here(case: AccountRequest) -> list[str]:
    """A code that is registered under another county is that county's to decide; which one is not told."""
    known = by_code(case.uscc)
    if known and known.county_id != case.county_id:
        return ["这个统一社会信用代码不属于本辖区。请「不予开户」，并请申请人向企业所在的县（市、区）提出。"]
    return []
