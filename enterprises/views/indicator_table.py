"""A standard's table of key indicators as its page shows it."""

from django.urls import reverse

from pinzibiao.lib.pages import Panel

from ..models import StandardIndicator
from ..models.standard_indicator import plain
from .rows import ITEMS_TEMPLATE, cells_of

COLUMNS = (("指标", ""), ("要求", ""), ("单位", ""), ("先进值", ""), ("试验方法", ""))


def panel_of(standard, *, may_edit: bool) -> Panel:
    rows = [_row(row, may_edit) for row in standard.indicators.all()]
    empty = "没有登记关键指标。登记后，企业声明这项标准时逐项带出，实测值与要求对照。"
    return Panel(
        "关键指标",
        template=ITEMS_TEMPLATE,
        context={"headings": COLUMNS, "rows": rows, "empty": empty, "may_edit": may_edit},
        icon="gauge",
        anchor="indicators",
        url=reverse("enterprises:indicator_create", args=[standard.pk]) if may_edit else "",
        url_label="添加指标",
    )


def _row(row: StandardIndicator, may_edit: bool) -> dict:
    advanced = "" if row.advanced is None else plain(row.advanced)
    cells = cells_of(COLUMNS, row.name, row.requirement, row.unit, advanced, row.method)
    if not may_edit:
        return {"cells": cells}
    args = [row.standard_id, row.pk]
    return {
        "cells": cells,
        "name": row.name,
        "edit_url": reverse("enterprises:indicator_edit", args=args),
        "delete_url": reverse("enterprises:indicator_delete", args=args),
    }
