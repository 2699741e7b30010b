"""A roster is read in memory: no byte of it ever reaches a temporary folder."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Takes files in requests of up to FILE_UPLOAD_MAX_MEMORY_SIZE (bytes); of a larger one, their names and sizes.

    The other fields still arrive, so that a view can say what was wrong: ``file.size`` tells, and it reads as empty.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return super().receive_data_chunk(raw_data, start) if self.activated else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.activated:
            return super().file_complete(file_size)
        told = (self.field_name, self.file_name, self.content_type, file_size, self.charset)
        return InMemoryUploadedFile(BytesIO(), *told, self.content_type_extra)
