"""The blocks of an enterprise's page: its own rows, its certificates, and what other rooms registered."""

from django.urls import reverse

from desks import scopes
from pinzibiao.lib.pages import Panel

from .. import panels, rules
from ..items import ITEMS, Item
from .past import past_of
from .rows import ITEMS_TEMPLATE, cells_of

# Where the blocks stand among those of the other rooms (library 30, declarations 40, visits 50 … projects 80).
CERTIFICATES_AT, PAST_AT = 28, 100


def panels_of(user, enterprise, *, own: bool) -> list[Panel]:
    """In the order of the page. ``own``: whether the person works for the enterprise, asked once for the page."""
    keeper = rules.keeps(user, enterprise)
    sees_people = own or rules.may_see_people(user, enterprise)
    mine = [
        (item.position, _item_panel(item, enterprise, may_edit=keeper or (own and item.key in rules.OWN_ITEMS)))
        for item in ITEMS.values()
        if sees_people or not item.is_personal
    ]
    blocks = [*mine, (CERTIFICATES_AT, _certificates(user, enterprise)), *_registered(user, enterprise)]
    blocks += [(PAST_AT, panel) for panel in past_of(enterprise, with_events=sees_people)]
    return [panel for _, panel in sorted(blocks, key=lambda block: block[0])]


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


def _registered(user, enterprise) -> list[tuple[int, Panel]]:
    found = ((panel, panel.context(user, enterprise)) for panel in panels.registered())
    return [
        (
            panel.position,
            Panel(panel.title, template=panel.template, context=context, icon=panel.icon, anchor=panel.key),
        )
        for panel, context in found
        if context is not None
    ]
