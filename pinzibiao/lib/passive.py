"""Requests that a page makes by itself. They must not keep a session alive at a desk that nobody sits at."""

from collections.abc import Callable


def passive(view: Callable) -> Callable:
    """Mark a view: asking it is no act of a person (``accounts.middleware.SessionLimits``)."""
    view.is_passive = True
    return view


def is_passive(view: Callable) -> bool:
    return getattr(view, "is_passive", False)
