"""Where a page of a list begins: the time and the id of the last line of the page before, as one opaque word."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import Http404

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Cursor = tuple[datetime, UUID]


def write(at: datetime, pk: UUID) -> str:
    """«18c9e3…-0193…»: microseconds since 1970 and the id, both in hexadecimal."""
    return f"{(at - EPOCH) // timedelta(microseconds=1):x}-{pk.hex}"


def read(word: str) -> Cursor | None:
    """The cursor that ``write`` wrote; None for no word, Http404 for nonsense."""
    if not word:
        return None
    moment, _dash, pk = word.partition("-")
    try:
        return EPOCH + timedelta(microseconds=int(moment, 16)), UUID(hex=pk)
    except (ValueError, OverflowError):
        raise Http404 from None
