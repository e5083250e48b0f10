"""A file above the limit is thrown away while it arrives, so that nobody can fill the disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class BoundedUploadHandler(FileUploadHandler):
    """First of the upload handlers: counts the bytes of each file and drops it beyond ``MAX_UPLOAD_BYTES``.

    The dropped file is missing from ``request.FILES``; its name stands in ``request.oversized``, by field.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.MAX_UPLOAD_BYTES:
            self.request.oversized = {**getattr(self.request, "oversized", {}), self.field_name: self.file_name}
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None
