"""Operators look at every job, the schedule's too; nobody edits one."""

from django.contrib import admin

from .models import Job, ScheduleMark


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "status", "progress", "attempts", "owner_name", "created_at", "finished_at"]
    list_filter = ["status", "kind"]
    search_fields = ["title", "owner_name", "key"]


@admin.register(ScheduleMark)
class ScheduleMarkAdmin(ReadOnlyAdmin):
    list_display = ["kind", "followed_until"]
