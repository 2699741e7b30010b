"""Templates lose their indents and the lines that print nothing as they are loaded, so that no page carries them."""

import re

from django.template import Engine, Origin, Template
from django.template.loaders import base, cached, filesystem
from django.utils.translation import get_language

from classroom.folded_templates import fold

INDENT = re.compile(r"[ \t]*\n\s*")
SILENT = re.compile(
    r"^((?:\{% comment %\}.*?\{% endcomment %\}"
    r"|\{% (?:if|elif|else|endif|for|empty|endfor|with|endwith|load|extends|block|endblock)\b[^%]*%\}"
    r"|\{% (?:url|translate)\b[^%]* as \w+ %\})+)\n",
    re.MULTILINE,
)


def tight(source: str) -> str:
    """The same page: one line break is left where there was space, none after a line made of silent tags alone.

    A template of one line stands within a line: the break that ends it is the file's.
    """
    if source.count("\n") == 1:
        source = source.removesuffix("\n")
    return SILENT.sub(r"\1", INDENT.sub("\n", source))


class Files(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return tight(super().get_contents(origin))


class Folding(base.Loader):
    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        return fold(super().get_template(template_name, skip))


class Loader(cached.Loader, Folding):
    """Ours first, then those of the applications; each is read once a language."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, [f"{__name__}.Files", "django.template.loaders.app_directories.Loader"])

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"
