"""Pages in brotli where the browser reads it (over HTTPS and on this machine), a tenth lighter than in gzip.

What is static was compressed once, when it was collected: WhiteNoise answers for it before this.
"""

import re
import secrets

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

QUALITY = 5  # of 11: the first that looks for words far back; beyond, the time doubles for a hundredth of the weight
LEAST = 200  # bytes: below, an answer is heavier compressed
READS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


class Compressed(GZipMiddleware):
    """A header of a random length, as Django's adds one to gzip: the weight of an answer says less of its content."""

    max_random_bytes = 32

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        reads_brotli = READS_BROTLI.search(request.headers.get("Accept-Encoding", ""))
        if (
            not isinstance(response, HttpResponse)
            or response.has_header("Content-Encoding")
            or not reads_brotli
        ):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if len(response.content) >= LEAST:
            response.content = brotli.compress(response.content, quality=QUALITY)
            response["Content-Length"] = str(len(response.content))
            response["Content-Encoding"] = "br"
            response["X-Pad"] = "a" * secrets.randbelow(self.max_random_bytes)
            if response.has_header("ETag") and not response["ETag"].startswith("W/"):
                response["ETag"] = "W/" + response["ETag"]
        return response
