"""Questions of one person about what they keep: views, columns, sort."""

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from pinzibiao.accounts.matrix import rule_of
from pinzibiao.lib.preferences import Preference, View

from .models import SavedView

# By hand, since the ORM takes longer to write this than PostgreSQL to answer it. The order is SavedView's own.
PREFERENCE = """
    SELECT columns, sort, NULL, NULL, NULL, NULL
    FROM exchange_listpreference WHERE owner_id = %s AND list_key = %s
    UNION ALL
    (SELECT NULL, NULL, id, name, query, is_pinned
     FROM exchange_savedview WHERE owner_id = %s AND list_key = %s ORDER BY position, id)
"""


def views_of(user) -> QuerySet[SavedView]:
    """One's own views, of every list. Nobody sees those of others."""
    return SavedView.objects.filter(owner=user)


def pinned_views_of(user) -> QuerySet[SavedView]:
    return views_of(user).filter(is_pinned=True)


def preference_of(user, list_key: str) -> Preference:
    """Columns, sort and views of one list in one query, since every list page asks."""
    with connection.cursor() as cursor:
        cursor.execute(PREFERENCE, [user.pk, list_key] * 2)
        rows = cursor.fetchall()
    columns, sort = next((row[:2] for row in rows if row[2] is None), ((), ""))
    return Preference(tuple(columns), sort, tuple(View(*row[2:]) for row in rows if row[2] is not None))


def deletion_url(view) -> str:
    return reverse("exchange:view_delete", args=[view.pk])


def list_title(list_key: str) -> str:
    """What the list is called; the table of pages knows."""
    rule = rule_of(list_key.partition("/")[0])
    return rule.title if rule else ""
