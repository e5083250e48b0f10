"""How many files a declaration may hold, and how large they may be together."""

from collections.abc import Iterable

from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat

from pinzibiao.casework.dated import value_of

from .defaults import FILES_COUNT, FILES_MEGABYTES
from .models import Declaration

MEGABYTE = 1024 * 1024


def why_too_much(case: Declaration, uploads: Iterable) -> str:
    """Why ``uploads`` cannot be added to what ``case`` holds now, or an empty string."""
    added = list(uploads)
    most, largest = (value_of(key, case.submitted_on) for key in (FILES_COUNT, FILES_MEGABYTES))
    held = case.attachments.filter(is_removed=False).aggregate(count=Count("pk"), size=Sum("file__size", default=0))
    size = sum(one.size for one in added)
    if held["count"] + len(added) > most:
        return (
            f"一份申报最多 {most} 个文件，已有 {held['count']} 个，这次 {len(added)} 个。"
            "请移除不用的，或者合并成一个 PDF 再上传。"
        )
    if held["size"] + size > largest * MEGABYTE:
        return (
            f"一份申报的文件合计最多 {largest} MB，已有 {filesizeformat(held['size'])}，"
            f"这次 {filesizeformat(size)}。请压缩或移除不用的再上传。"
        )
    return ""
