"""One stylesheet and one script for the page, made of one source file per component.

``css/order.txt``, ``css/more.txt`` and ``js/order.txt`` name the sources; the finder below serves the bundles made of
them in development, and hands them to ``collectstatic``, which hashes and compresses them. The script is htmx, the
words of a language, then ours: one request, and no word of a script's in any page.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from classroom.script_words import words_in

STYLES = {"css/app.css": "css/order.txt", "css/more.css": "css/more.txt"}
SCRIPTS = {f"js/app.{language}.js": language for language, _name in settings.LANGUAGES}
BUNDLES = (*STYLES, *SCRIPTS)
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s*")
IN_QUOTES = re.compile(r'("[^"]*")')
AROUND = re.compile(r"\s*([{};,>])\s*|:\s+|\s+")


def joined(order: Path) -> str:
    """The sources named in ``order``, one a line, without their block comments and their indents.

    A script of ours never holds a string of several lines, nor ``/*`` in one.
    """
    sources = [order.parent / name for name in order.read_text("utf-8").split()]
    text = "\n".join(source.read_text("utf-8") for source in sources)
    return INDENT.sub("\n", COMMENT.sub("", text))


def tight(style: str) -> str:
    """A stylesheet without the spaces that say nothing; what stands in double quotes is left alone."""

    def close(match: re.Match[str]) -> str:
        return match[1] or (":" if match[0].startswith(":") else " ")

    pieces = IN_QUOTES.split(style)
    pieces[::2] = [AROUND.sub(close, piece) for piece in pieces[::2]]
    return "".join(pieces).replace(";}", "}").strip()


class StylesheetFinder(BaseFinder):
    """Finds the bundles in ``made``, where they are written anew whenever a source has changed."""

    def __init__(self, app_names: Any = None, sources: Path | None = None, made: Path | None = None) -> None:
        self.sources = sources or settings.BASE_DIR / "static"
        self.made = made or settings.DATA_DIR / "bundles"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def text_of(self, path: str) -> str:
        if path in STYLES:
            return tight(joined(self.sources / STYLES[path]))
        ours = joined(self.sources / "js" / "order.txt")
        return "\n".join([HTMX.read_text("utf-8").strip(), words_in(SCRIPTS[path]), ours])

    def make(self, path: str) -> Path:
        """The file that holds the bundle ``path``, up to date."""
        target, text = self.made / path, self.text_of(path)
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
