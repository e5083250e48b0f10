"""For platform operators, to look only: accounts are changed on the portal's own pages, which leave events."""

from django.contrib import admin

from .models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("username", "name", "is_active", "last_login")
    search_fields = ("username", "name")
    exclude = ("password",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
