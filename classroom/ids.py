"""Identifiers: UUIDv7, opaque in a URL, sorted by the moment they were made."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 bits of chance."""
    return uuid_utils.compat.uuid7()
