"""The French catalogues and the code, kept in step by polib and Babel: gettext's programs are not needed."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

APPS = (
    "classroom",
    "charter",
    "posts",
    "moderation",
    "demo",
)  # leftmost first: the first that uses a message keeps it
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
METADATA = {
    "Project-Id-Version": "ardoise",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
WIDTH = 100
TEMPLATES = (".html", ".txt")

Key = tuple[str, str | None]  # msgid, context


@dataclass(frozen=True)
class Message:
    """One message as the code has it; `app` is the leftmost one that says it, `where` its first place."""

    msgid: str
    context: str | None
    plural: str | None
    app: str
    where: str

    @property
    def key(self) -> Key:
        return (self.msgid, self.context)


@dataclass
class Gaps:
    """What keeps a catalogue from being complete; each list holds sentences."""

    missing: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [f"{kind}: {line}" for kind, lines in vars(self).items() for line in lines]


def folder() -> Path:
    """The folder of the French catalogues, `<app>.po`."""
    return Path(settings.LOCALE_PATHS[0]) / "fr"


def compiled() -> Path:
    return folder() / "LC_MESSAGES" / "django.mo"


def messages_in_code() -> dict[Key, Message]:
    """Every message of the Python files and templates, once each."""
    found: dict[Key, Message] = {}
    for app, path in sorted(_sources(), key=lambda source: (APPS.index(source[0]), source[1])):
        for message in _messages_of(app, path):
            known = found.setdefault(message.key, message)
            if message.plural and not known.plural:
                found[message.key] = Message(
                    known.msgid, known.context, message.plural, known.app, message.where
                )
    return found


def _sources() -> Iterator[tuple[str, Path]]:
    base = Path(settings.BASE_DIR)
    for app in APPS:
        for path in (base / app).rglob("*"):
            template = path.suffix in TEMPLATES and "templates" in path.parts
            if template or (path.suffix == ".py" and "migrations" not in path.parts):
                yield app, path
    for path in (base / "templates").rglob("*"):
        if path.suffix in TEMPLATES:
            room = path.relative_to(base / "templates").parts[0]
            yield (room if room in APPS else "classroom"), path


def _messages_of(app: str, path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    where = path.relative_to(settings.BASE_DIR).as_posix()
    if path.suffix != ".py":
        # What is left of a template is not indented like Python, and Babel reads it with Python's tokenizer.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=where).split("\n"))
    options = {"encoding": "utf-8"}
    for line, words, _comments, context in extract(
        "python", BytesIO(source.encode()), KEYWORDS, options=options
    ):
        singular, plural = words[:2] if isinstance(words, tuple) else (words, None)
        yield Message(singular, context, plural, app, f"{where}:{line}")


def read_catalogue(app: str) -> polib.POFile:
    path = folder() / f"{app}.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=WIDTH)
    empty = polib.POFile(wrapwidth=WIDTH)
    empty.metadata = dict(METADATA)
    return empty


def gaps() -> Gaps:
    """Compare the code with the catalogues; writes nothing."""
    wanted, found = messages_in_code(), Gaps()
    seen: dict[Key, str] = {}
    for app in APPS:
        for entry in read_catalogue(app):
            key, said = (entry.msgid, entry.msgctxt), f"{app}.po: {entry.msgid!r}"
            message = wanted.get(key)
            if entry.obsolete or message is None:
                found.obsolete.append(said)
                continue
            if message.app != app or key in seen:
                found.misplaced.append(f"{said} belongs once, in {message.app}.po")
            if message.plural and entry.msgid_plural != message.plural:
                found.missing.append(f"{message.where}: plural of {entry.msgid!r}")
            elif entry.fuzzy:
                found.fuzzy.append(said)
            elif not entry.translated():
                found.untranslated.append(said)
            seen[key] = app
    found.missing += [f"{wanted[key].where}: {key[0]!r}" for key in wanted if key not in seen]
    return found


def update() -> tuple[int, list[str]]:
    """Rewrite the catalogues from the code, keeping translations: (messages kept, msgids dropped)."""
    wanted = messages_in_code()
    known: dict[Key, polib.POEntry] = {}
    for app in APPS:
        for entry in read_catalogue(app):
            held = known.get((entry.msgid, entry.msgctxt))
            if held is None or (entry.translated() and not held.translated()):
                known[entry.msgid, entry.msgctxt] = entry
    for app in APPS:
        catalogue = polib.POFile(wrapwidth=WIDTH)
        catalogue.metadata = read_catalogue(app).metadata
        mine = [message for message in wanted.values() if message.app == app]
        for message in sorted(mine, key=lambda each: (each.msgid, each.context or "")):
            catalogue.append(_entry(message, known.get(message.key)))
        _write(folder() / f"{app}.po", str(catalogue).rstrip("\n") + "\n")
    return len(wanted), sorted(key[0] for key in known if key not in wanted)


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context)
    if "%(" in message.msgid + (message.plural or ""):
        entry.flags = ["python-format"]
    if known is not None:
        entry.tcomment = known.tcomment
        entry.flags += ["fuzzy"] if known.fuzzy else []
    if message.plural:
        entry.msgid_plural = message.plural
        forms = known.msgstr_plural if known is not None else {}
        entry.msgstr_plural = {number: forms.get(number, "") for number in (0, 1)}
    elif known is not None:
        entry.msgstr = known.msgstr
    return entry


def compile_messages(*, always: bool = False) -> bool:
    """Make django.mo from the catalogues; False when it was newer than all of them and was left alone."""
    sources = [folder() / f"{app}.po" for app in APPS]
    newest = max((path.stat().st_mtime for path in sources if path.exists()), default=0.0)
    if not always and compiled().exists() and compiled().stat().st_mtime >= newest:
        return False
    merged = polib.POFile()
    merged.metadata = dict(METADATA)
    seen: set[Key] = set()
    for app in APPS:
        for entry in read_catalogue(app).translated_entries():
            if (entry.msgid, entry.msgctxt) not in seen:
                seen.add((entry.msgid, entry.msgctxt))
                merged.append(entry)
    _write(compiled(), merged.to_binary())
    return True


def _write(path: Path, content: str | bytes) -> None:
    """Put `content` in place in one step: who reads meanwhile gets the old file or the new one."""
    raw = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_bytes(raw)
    half.replace(path)


@contextmanager
def alone() -> Iterator[None]:
    """Wait for whoever else is writing catalogues on this machine."""
    with (Path(tempfile.gettempdir()) / f"ardoise-messages-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
