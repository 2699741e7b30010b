"""The way out: the address of our page that leads to somebody else's, signed for one class."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from classroom.models import ClassSpace


def leaving_url(space: ClassSpace) -> Callable[[str], str]:
    """The address of our page that leads to ``url``: signed for this class, so that nobody forges a way out."""
    signer, page = _signer(space), reverse("posts:leaving", args=[space.slug])
    return lambda url: f"{page}?{urlencode({'to': signer.sign(url)})}"


def signed_address(space: ClassSpace, signed: str) -> str | None:
    """The address that ``leaving_url`` signed, or None."""
    try:
        return _signer(space).unsign(signed)
    except signing.BadSignature:
        return None


def _signer(space: ClassSpace) -> signing.Signer:
    return signing.Signer(salt=f"posts.leaving.{space.pk.hex}")
