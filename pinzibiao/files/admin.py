"""Operators look; nobody edits a file."""

from django.contrib import admin

from .models import StagedUpload, StoredFile


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "size", "content_type", "owner_name", "created_at", "checksum"]
    search_fields = ["name", "sha256"]
    list_filter = ["content_type"]


@admin.register(StagedUpload)
class StagedUploadAdmin(ReadOnlyAdmin):
    list_display = ["name", "size", "content_type", "created_at", "expires_at"]
