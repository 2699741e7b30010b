"""One stylesheet and one script for the page, made of one source file per component.

``css/order.txt`` and ``js/order.txt`` name the sources; the finder below serves ``css/app.css`` and
``js/app.js`` in development, and hands them to ``collectstatic``, which hashes and compresses them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

BUNDLES = {"css/app.css": "css/order.txt", "js/app.js": "js/order.txt"}
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s*")


def joined(order: Path) -> str:
    """The sources named in ``order``, one a line, without their block comments and their indents.

    A script of ours never holds a string of several lines, nor ``/*`` in one.
    """
    sources = [order.parent / name for name in order.read_text("utf-8").split()]
    text = "\n".join(source.read_text("utf-8") for source in sources)
    return INDENT.sub("\n", COMMENT.sub("", text))


class StylesheetFinder(BaseFinder):
    """Finds the bundles in ``made``, where they are written anew whenever a source has changed."""

    def __init__(self, app_names: Any = None, sources: Path | None = None, made: Path | None = None) -> None:
        self.sources = sources or settings.BASE_DIR / "static"
        self.made = made or settings.DATA_DIR / "bundles"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def make(self, path: str) -> Path:
        """The file that holds the bundle ``path``, up to date."""
        target, text = self.made / path, joined(self.sources / BUNDLES[path])
        if not target.exists() or target.read_text("utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(".new")
            draft.write_text(text, "utf-8")
            draft.replace(target)  # a page that loads meanwhile never gets half a file
        return target

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(self.make(path))] if path in BUNDLES else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        storage = FileSystemStorage(location=self.made)
        for path in BUNDLES:
            self.make(path)
            yield path, storage
