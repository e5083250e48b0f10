"""Records as links."""

from django.utils.html import format_html, format_html_join


def link(row):
    """A record as a link to its page, or nothing."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row) if row else None


def links(rows):
    """Several, in one line."""
    return format_html_join("、", '<a href="{}">{}</a>', ((row.get_absolute_url(), row) for row in rows))
