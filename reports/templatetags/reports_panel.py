"""Parts of a report's page."""

from django import template

from pinzibiao.files.access import url

from ..rows import links_of

register = template.Library()


@register.inclusion_tag("reports/_figures.html")
def frozen_figures(report, group: dict) -> dict:
    """A group's table; each number opens the rows that it counts."""
    period = (report.period_from, report.period_to)
    rows = [row | links_of(group, row["code"], *period) for row in group["figures"]]
    return {"rows": rows, "is_periodical": report.kind != report.Kind.CUMULATIVE}


@register.inclusion_tag("files/_link.html")
def report_file(kind: str, report, file) -> dict:
    """Name, size, time and checksum of one of a report's files, with its address."""
    return {"file": file, "url": url(f"reports.{kind}", report.pk, file.name)}
