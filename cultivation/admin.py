"""Operators keep the definition of the lists: data that changes from year to year. The rows are never edited here."""

from django import forms
from django.contrib import admin

from .models import ListColumn, ListDefinition, ListSet
from .projections import PROJECTIONS


class ListColumnForm(forms.ModelForm):
    """Only a known projection may be a column."""

    def clean(self):
        cleaned = super().clean()
        definition, key = cleaned.get("definition"), cleaned.get("key")
        if definition and key and not cleaned.get("type") and key not in PROJECTIONS[definition.source]:
            known = "、".join(PROJECTIONS[definition.source])
            self.add_error("key", f"「{definition.name}」没有这个取值。可用的取值：{known}。")
        return cleaned


class ListColumnInline(admin.TabularInline):
    model = ListColumn
    form = ListColumnForm
    extra = 0


class ListDefinitionInline(admin.TabularInline):
    model = ListDefinition
    extra = 0
    show_change_link = True


@admin.register(ListSet)
class ListSetAdmin(admin.ModelAdmin):
    list_display = ["year", "name"]
    inlines = [ListDefinitionInline]


@admin.register(ListDefinition)
class ListDefinitionAdmin(admin.ModelAdmin):
    list_display = ["list_set", "number", "name", "source"]
    list_select_related = ["list_set"]
    list_filter = ["list_set"]
    inlines = [ListColumnInline]
