"""A roster is read in memory: no byte of it ever reaches a temporary folder."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest


class InMemoryOnly(MemoryFileUploadHandler):
    """Takes files up to FILE_UPLOAD_MAX_MEMORY_SIZE (bytes for the whole request) and stops reading past it."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
        if not self.activated:
            raise StopUpload(connection_reset=False)
