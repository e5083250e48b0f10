"""Stored files, addressed by their content, and uploads that wait for their form."""

import uuid

import pgtrigger
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse


class Content(models.Model):
    """Bytes under the hash of themselves: ``ab/cd/<sha256>``. ``content_type`` is told by the bytes, not the name.

    The owner and the county are plain values: people and places are not known on this floor.
    """

    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("校验值", max_length=64)
    content_type = models.CharField("类型", max_length=100)
    created_at = models.DateTimeField("上传时间", db_default=Now())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie in the default storage."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def checksum(self) -> str:
        """The first twelve characters, enough for two people to compare."""
        return self.sha256[:12]

    def open(self):
        """The bytes as a binary file; close it."""
        return default_storage.open(self.path, "rb")


class StoredFile(Content):
    """A file for good. Never changed; a room links to it by its own table, which also says who may read it."""

    owner_id = models.BigIntegerField("上传人编号", null=True, blank=True)
    owner_name = models.CharField("上传人", max_length=150, blank=True)
    county_code = models.CharField("属地", max_length=6, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        ordering = ["id"]
        indexes = [models.Index(fields=["sha256"], name="storedfile_sha256")]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="storedfile_sha256_form"),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]


class StagedUploadQuerySet(models.QuerySet):
    """Uploads that wait for their form."""

    def of(self, user) -> "StagedUploadQuerySet":
        return self.filter(owner_id=user.pk) if user.pk else self.none()

    def alive(self) -> "StagedUploadQuerySet":
        return self.filter(expires_at__gt=Now())

    def expired(self) -> "StagedUploadQuerySet":
        return self.filter(expires_at__lte=Now())


class StagedUpload(Content):
    """One whole upload of one person, kept until its form is handed in or a day has passed.

    ``stored`` is the file it became: a form sent twice gets the same file again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.BigIntegerField("上传人编号")
    expires_at = models.DateTimeField("保留至")
    stored = models.ForeignKey(StoredFile, models.CASCADE, null=True, blank=True, verbose_name="已存为")

    objects = StagedUploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待提交的上传"
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["owner_id"], name="stagedupload_owner"),
            models.Index(fields=["expires_at"], name="stagedupload_expires"),
            models.Index(fields=["sha256"], name="stagedupload_sha256"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stagedupload_sha256_form"),
        ]

    def as_entry(self) -> dict:
        """What the browser keeps of it: the line of the manifest and what the person reads."""
        return {
            "id": str(self.pk),
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "checksum": self.checksum,
            "content_type": self.content_type,
            "url": reverse("files:staged", args=[self.pk]),
        }
