"""The walls of the house: which way imports run, what may be imported where, what no room may hold."""

import ast
import re

import pytest

from tests.house.tree import APPS, ROOT, app_of, files, functions, imported, modules, shown, templates, tree

DOORS = {
    "Publication": {"visible_to"},
    "Post": {"written_by", "to_be_read_by", "taught_by", "start"},
    "Revision": set(),
    "Transition": set(),
    "Draft": set(),
    "Note": set(),
}
ONE_FILE = {"bleach": "posts/text.py", "PIL": "posts/images.py", "fpdf": "classroom/provisioning/printed.py"}
NO_ROOM = {"utils", "core", "common", "services", "helpers", "signals"}


def test_imports_run_one_way():
    upwards = [
        f"{shown(path)} imports {name}"
        for path in modules()
        for name in imported(path)
        for app in APPS[APPS.index(app_of(path)) + 1 :]
        if name == app or name.startswith(f"{app}.")
    ]
    assert not upwards


def test_an_upper_app_is_named_below_as_a_string_in_two_places_only():
    allowed = {"classroom/settings.py", "classroom/urls.py", "classroom/asgi.py"}
    named = re.compile(r"""["'](charter|posts|moderation)\.[a-z_.]+["']""")
    found = {shown(p) for p in modules() if app_of(p) == "classroom" and named.search(p.read_text("utf-8"))}
    assert found <= allowed


@pytest.mark.parametrize(("package", "home"), ONE_FILE.items())
def test_what_touches_bytes_of_others_is_imported_in_one_file(package, home):
    found = {shown(p) for p in modules() if any(n.split(".")[0] == package for n in imported(p))}
    assert found <= {home}


def test_the_standard_sqlite_never_opens_the_database():
    allowed = {
        "classroom/settings.py",
        "classroom/system_checks.py",
    }  # where it is replaced, and where it is judged
    found = {shown(p) for p in modules() if any(n.split(".")[0] == "sqlite3" for n in imported(p))}
    assert found <= allowed


def test_only_the_text_room_says_that_html_is_safe():
    said = re.compile(r"\b(mark_safe|SafeString\(|\|safe\b|autoescape off|html_safe)")
    found = {shown(p) for p in [*modules(), *templates()] if said.search(p.read_text("utf-8"))}
    assert found <= {"posts/text.py"}


def test_views_enter_by_the_doors():
    """No other manager method in a view: what it could show would not have passed the door."""
    wrong = []
    for path in modules():
        if "views" not in shown(path):
            continue
        for node in ast.walk(tree(path)):
            chain = node.value if isinstance(node, ast.Attribute) else None
            if not (
                isinstance(chain, ast.Attribute)
                and chain.attr == "objects"
                and isinstance(chain.value, ast.Name)
            ):
                continue
            if chain.value.id in DOORS and node.attr not in DOORS[chain.value.id]:
                wrong.append(f"{shown(path)}:{node.lineno} {chain.value.id}.objects.{node.attr}")
    assert not wrong


def test_templates_ask_nothing_of_the_database_but_what_they_are_given():
    asked = re.compile(
        r"\.(revisions|publications|transitions|objects|memberships|posts)\.(all|filter|first|last)\b"
    )
    assert not [shown(p) for p in templates() if asked.search(p.read_text("utf-8"))]


def test_a_status_is_chosen_by_a_word_of_the_queryset():
    asked = re.compile(r"\.(filter|exclude|get)\([^)]*\bstatus\s*=")
    assert not [shown(p) for p in modules() if "views" in shown(p) and asked.search(p.read_text("utf-8"))]


def test_only_the_hand_writes_a_status_or_a_publication():
    """``posts/models/moving.py`` is the hand; the verbs of the post use it."""
    home = {"posts/models/moving.py", "posts/models/post.py", "posts/models/doors.py"}
    written = re.compile(
        r"Publication\.objects\.(create|bulk_create|update)|(?<!class )Publication\(|\.status\s*=[^=]"
    )
    found = {
        shown(p)
        for p in modules()
        if app_of(p) in ("posts", "moderation") and written.search(p.read_text("utf-8"))
    }
    assert found <= home


def test_no_room_is_named_for_nothing():
    named = {
        shown(p) for p in [*modules(), *files("tests/*.py", "bench/*.py")] if NO_ROOM & {p.stem, *p.parts}
    }
    assert not named


def test_nothing_is_run_from_a_page_itself():
    """A strict content policy would refuse it in the browser: better to refuse it here."""
    inline = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=.application/json))[^>]*>|\son[a-z]+=\"|\sstyle=\"|<style|javascript:|hx-on",
        re.I,
    )
    assert not [shown(p) for p in templates() if inline.search(p.read_text("utf-8"))]


def test_no_page_names_another_origin():
    external = re.compile(r"(src|href|action|hx-[a-z]+)=\"(https?:)?//", re.I)
    assert not [shown(p) for p in templates() if external.search(p.read_text("utf-8"))]


def test_every_template_is_used():
    said = "\n".join(p.read_text("utf-8") for p in [*modules(), *templates()])
    by_django = {"400.html", "403.html", "404.html", "500.html", "429.html"}
    folders = ("account/", "mfa/", "socialaccount/", "usersessions/", "allauth/")  # named by the library
    unused = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        if name not in by_django and not name.startswith(folders) and name not in said:
            unused.append(name)
    assert not unused


def test_a_get_never_writes_by_a_form_in_get():
    """``method="get"`` is for searching: never beside a CSRF token, which says that something is written."""
    forms = re.compile(r"<form[^>]*method=\"get\"[^>]*>(?:(?!</form>).)*csrf_token", re.S | re.I)
    assert not [shown(p) for p in templates() if forms.search(p.read_text("utf-8"))]


def test_public_text_speaks_of_the_product_alone():
    """No path of one machine."""
    private = re.compile(r"/(?:work|tmp)/")
    texts = [
        p for p in files() if p.suffix in {".py", ".md", ".html", ".toml", ".sh", ".js", ".css", ".txt", ""}
    ]
    found = [shown(p) for p in texts if p.name != "test_walls.py" and _private(p, private)]
    assert not found


def _private(path, pattern) -> bool:
    try:
        return bool(pattern.search(path.read_text("utf-8")))
    except UnicodeDecodeError:
        return False


def test_the_walls_see_the_house():
    """A wall that looks at nothing holds nothing."""
    assert len(modules()) > 60
    assert len(templates()) > 30
    assert any(functions(path) for path in modules())
