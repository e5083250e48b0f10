"""Questions of one person about what they keep: views, columns, sort."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from pinzibiao.accounts.matrix import rule_of
from pinzibiao.accounts.models import User
from pinzibiao.lib.preferences import Preference, View

from .models import ListPreference, SavedView


def views_of(user) -> QuerySet[SavedView]:
    """One's own views, of every list. Nobody sees those of others."""
    return SavedView.objects.filter(owner=user)


def pinned_views_of(user) -> QuerySet[SavedView]:
    return views_of(user).filter(is_pinned=True)


def preference_of(user, list_key: str) -> Preference:
    """Columns, sort and views of one list in one query, since every list page asks."""
    mine = {"owner": OuterRef("pk"), "list_key": list_key}
    views = SavedView.objects.filter(**mine).values(
        view=JSONObject(pk="pk", name="name", query="query", is_pinned="is_pinned")
    )
    chosen = ListPreference.objects.filter(**mine).values(chosen=JSONObject(columns="columns", sort="sort"))
    row = User.objects.filter(pk=user.pk).values(views=ArraySubquery(views), chosen=ArraySubquery(chosen)).get()
    chosen = row["chosen"][0] if row["chosen"] else {"columns": (), "sort": ""}
    return Preference(tuple(chosen["columns"]), chosen["sort"], tuple(View(**view) for view in row["views"]))


def deletion_url(view) -> str:
    return reverse("exchange:view_delete", args=[view.pk])


def list_title(list_key: str) -> str:
    """What the list is called; the table of pages knows."""
    rule = rule_of(list_key.partition("/")[0])
    return rule.title if rule else ""
