"""A file above the limit is thrown away while it arrives, so that nobody can fill the disk."""

import io

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more than ``MAX_UPLOAD_BYTES`` of each file, in a temporary file.

    A larger file arrives in ``request.FILES`` empty but with its true ``size``, by which ``rules.check_size`` refuses
    it with a sentence; dropping it silently would look like a form without a file.
    """

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= settings.MAX_UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        if file_size <= settings.MAX_UPLOAD_BYTES:
            return super().file_complete(file_size)
        self.file.close()
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)
