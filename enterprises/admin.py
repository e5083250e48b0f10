"""For operators of the platform: to look, never to move a case."""

from django.contrib import admin

from .models import AccountRequest, BrandHolder, Certificate, Enterprise, Industry, ProgrammeIndustry, Standard


@admin.register(Enterprise)
class EnterpriseAdmin(admin.ModelAdmin):
    list_display = ("name", "uscc", "county", "industry", "scale", "is_above_scale")
    list_select_related = ("county", "industry")
    list_per_page = 25
    search_fields = ("name", "uscc")
    raw_id_fields = ("county", "industry")


@admin.register(Standard)
class StandardAdmin(admin.ModelAdmin):
    list_display = ("number", "title", "stage", "published_on", "withdrawn_on")
    search_fields = ("number", "title")
    raw_id_fields = ("lead_drafter", "publisher")


@admin.register(Certificate, BrandHolder)
class OfEnterpriseAdmin(admin.ModelAdmin):
    list_select_related = ("enterprise",)
    raw_id_fields = ("enterprise",)


@admin.register(AccountRequest)
class AccountRequestAdmin(admin.ModelAdmin):
    list_display = ("enterprise_name", "uscc", "county", "status", "created_at")
    list_select_related = ("county",)
    raw_id_fields = ("county", "enterprise")
    readonly_fields = ("status",)


@admin.register(Industry)
class IndustryAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "level")
    search_fields = ("code", "name")


admin.site.register(ProgrammeIndustry)
