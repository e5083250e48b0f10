"""The blocks of an enterprise's page: its own rows, its certificates, and what other rooms registered."""

from django.urls import reverse

from desks import scopes
from pinzibiao.lib.pages import Panel

from .. import panels, rules
from ..items import ITEMS, Item

ITEMS_TEMPLATE = "enterprises/_items.html"


def panels_of(user, enterprise) -> list[Panel]:
    """In the order of the page. ``own`` is asked once, not for every kind of row."""
    own = rules.works_for(user, enterprise)
    keeper = rules.keeps(user, enterprise)
    sees_people = own or rules.may_see_people(user, enterprise)
    mine = [
        _item_panel(item, enterprise, may_edit=keeper or (own and item.key in rules.OWN_ITEMS))
        for item in ITEMS.values()
        if sees_people or not item.is_personal
    ]
    return [*mine, _certificates(user, enterprise), *_registered(user, enterprise), *_moves(enterprise)]


def _item_panel(item: Item, enterprise, may_edit: bool) -> Panel:
    found = getattr(enterprise, item.related).select_related(*item.joins)
    rows = [_row(item, enterprise, row, may_edit) for row in found]
    return Panel(
        item.label,
        template=ITEMS_TEMPLATE,
        context={"headings": item.columns, "rows": rows, "empty": item.empty, "may_edit": may_edit},
        icon=item.icon,
        anchor=item.key,
        url=reverse(f"enterprises:{item.key}_create", args=[enterprise.pk]) if may_edit else "",
        url_label=f"添加{item.label}",
    )


def _row(item: Item, enterprise, row, may_edit: bool) -> dict:
    cells = [(label, css, value(row)) for label, css, value in item.columns]
    if not may_edit:
        return {"cells": cells}
    args = [enterprise.pk, row.pk]
    return {
        "cells": cells,
        "name": str(row),
        "edit_url": reverse(f"enterprises:{item.key}_edit", args=args),
        "delete_url": reverse(f"enterprises:{item.key}_delete", args=args),
    }


def _certificates(user, enterprise) -> Panel:
    may_open = scopes.certificates(user).filter(enterprise=enterprise).exists()
    columns, rows = certificate_rows(enterprise.certificates.all(), may_open=may_open)
    may = rules.may_record_certificate(user)
    return Panel(
        "认证证书",
        template=ITEMS_TEMPLATE,
        context={"headings": columns, "rows": rows, "empty": "没有登记认证证书。"},
        icon="badge-check",
        anchor="certificate",
        url=reverse("enterprises:certificate_create") + f"?enterprise={enterprise.pk}" if may else "",
        url_label="登记证书",
    )


def certificate_rows(papers, *, may_open: bool) -> tuple:
    """``(columns, rows)`` of certificates for ``ITEMS_TEMPLATE``."""
    columns = (
        ("证书编号", ""),
        ("产品", ""),
        ("标准号", ""),
        ("认证机构", ""),
        ("发证日期", "date"),
        ("有效期至", "date"),
        ("状态", ""),
    )
    rows = [
        {
            "url": row.get_absolute_url() if may_open else "",
            "cells": cells_of(
                columns,
                row.number,
                row.product_name,
                row.standard.number if row.standard else "",
                row.body,
                row.issued_on,
                row.valid_to,
                row.get_status_display(),
            ),
        }
        for row in papers.select_related("standard")
    ]
    return columns, rows


def _moves(enterprise) -> list[Panel]:
    """Where the enterprise was kept before; nothing when it never moved."""
    columns = (("迁移日期", "date"), ("迁出地", ""), ("迁入地", ""), ("原因", ""), ("随迁事项（件）", "num"))
    rows = [
        {"cells": cells_of(columns, row.moved_on, str(row.from_county), str(row.to_county), row.reason, row.case_count)}
        for row in enterprise.moves.select_related("from_county", "to_county")
    ]
    context = {"headings": columns, "rows": rows}
    return [Panel("属地沿革", template=ITEMS_TEMPLATE, context=context, icon="route", anchor="moves")] if rows else []


def cells_of(columns, *values):
    """``[(label, css, value)]`` for one row of ``enterprises/_items.html``."""
    return [(label, css, value) for (label, css), value in zip(columns, values, strict=True)]


def _registered(user, enterprise) -> list[Panel]:
    found = ((panel, panel.context(user, enterprise)) for panel in panels.registered())
    return [
        Panel(panel.title, template=panel.template, context=context, anchor=panel.key)
        for panel, context in found
        if context is not None
    ]
