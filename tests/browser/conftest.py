"""A real Chromium, started by the launch arguments of tests/conftest.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page


@pytest.fixture
def chromium_page(page: Page) -> Iterator[Page]:
    """A blank page in a context of its own; an error in a script fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
