"""Rows of a block as ``enterprises/_items.html`` prints them."""

ITEMS_TEMPLATE = "enterprises/_items.html"


def cells_of(columns, *values):
    """``[(label, css, value)]`` for one row of ``enterprises/_items.html``."""
    return [(label, css, value) for (label, css), value in zip(columns, values, strict=True)]
