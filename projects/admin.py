"""Operators keep what is counted and from where; a project itself is only worked on in the portal."""

from django.contrib import admin

from .models import Indicator, IndicatorBaseline


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "unit", "kind", "decimals", "position"]
    search_fields = ["code", "name"]


@admin.register(IndicatorBaseline)
class IndicatorBaselineAdmin(admin.ModelAdmin):
    list_display = ["indicator", "region", "industry", "as_of", "value", "source"]
    list_select_related = ["indicator", "region", "industry__region"]
    list_filter = ["as_of"]
