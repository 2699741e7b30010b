"""Reading messages from code and templates, and keeping the catalogues of a small pretend tree."""

import os
import threading

import polib
import pytest
from django.core.management import CommandError, call_command

from classroom import catalogues


@pytest.fixture
def tree(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    def write(path: str, text: str):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    return write


def found():
    return {(m.msgid, m.context, m.plural, m.app) for m in catalogues.messages_in_code().values()}


def french(app: str) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in catalogues.read_catalogue(app)}


def translate(app: str, **words: str):
    catalogue = catalogues.read_catalogue(app)
    for entry in catalogue:
        entry.msgstr = words.get(entry.msgid, entry.msgstr)
    catalogue.save(str(catalogues.folder() / f"{app}.po"))


def test_every_manner_of_speaking_in_python_is_read(tree):
    tree("posts/a.py", '_("A")\ngettext("B")\ngettext_lazy("C")\ngettext_noop("D")\n_("")\nprint("not me")\n')
    tree("posts/b.py", 'ngettext("one", "many", n)\npgettext("verb", "Post")\nnpgettext("c", "1", "2", n)\n')
    assert found() == {
        *((letter, None, None, "posts") for letter in "ABCD"),
        ("one", None, "many", "posts"),
        ("Post", "verb", None, "posts"),
        ("1", "c", "2", "posts"),
    }


def test_every_manner_of_speaking_in_a_template_is_read(tree):
    tree(
        "templates/posts/wall.html",
        """
        <p class="l'eau">{% translate "A" %}
      {% trans "B" context "verb" %} {{ "x"|default:_("C") }}
              {% blocktranslate count n=posts|length trimmed %}
                One text
              {% plural %}
                {{ n }} texts
              {% endblocktranslate %}
        {% blocktranslate with name=member.name trimmed %}
          Hello
          {{ name }}
        {% endblocktranslate %}
    {# not me: _("D") #}
        """,
    )
    assert found() == {
        ("A", None, None, "posts"),
        ("B", "verb", None, "posts"),
        ("C", None, None, "posts"),
        ("One text", None, "%(n)s texts", "posts"),
        ("Hello %(name)s", None, None, "posts"),
    }


def test_a_template_outside_the_four_rooms_speaks_for_the_ground_floor(tree):
    tree("templates/base.html", '{% translate "A" %}')
    tree("templates/account/login.html", '{% translate "B" %}')
    tree("charter/templates/charter/print.txt", '{% translate "C" %}')
    assert {(m.msgid, m.app) for m in catalogues.messages_in_code().values()} == {
        ("A", "classroom"),
        ("B", "classroom"),
        ("C", "charter"),
    }


def test_migrations_and_prose_say_nothing(tree):
    tree("posts/migrations/0001_initial.py", '_("A")')
    tree("posts/lexicon/fr/draft.txt", '{% translate "B" %}')
    assert found() == set()


def test_a_message_of_two_rooms_lives_in_the_leftmost(tree):
    tree("moderation/a.py", '_("Both")')
    catalogues.update()
    translate("moderation", Both="Les deux")
    tree("charter/a.py", '_("Both")')
    assert catalogues.gaps().misplaced == ["moderation.po: 'Both' belongs once, in charter.po"]
    catalogues.update()
    assert french("charter") == {"Both": "Les deux"}
    assert french("moderation") == {}


def test_updating_keeps_the_french_and_drops_what_nobody_says(tree):
    tree("posts/a.py", '_("Keep")\n_("Leave")')
    catalogues.update()
    translate("posts", Keep="Garder", Leave="Laisser")
    tree("posts/a.py", '_("Keep")\n_("New")')
    assert catalogues.update() == (2, ["Leave"])
    assert french("posts") == {"Keep": "Garder", "New": ""}


def test_updating_twice_changes_nothing(tree):
    tree("posts/a.py", 'ngettext("one %(n)s", "many %(n)s", n)\n_("B")\n_("A")')
    catalogues.update()
    once = (catalogues.folder() / "posts.po").read_bytes()
    catalogues.update()
    assert (catalogues.folder() / "posts.po").read_bytes() == once
    assert list(french("posts")) == ["A", "B", "one %(n)s"]


def test_a_plural_keeps_both_its_french_forms(tree):
    tree("posts/a.py", 'ngettext("%(n)s text", "%(n)s texts", n)')
    catalogues.update()
    catalogue = catalogues.read_catalogue("posts")
    catalogue[0].msgstr_plural = {0: "%(n)s texte", 1: "%(n)s textes"}
    catalogue.save(str(catalogues.folder() / "posts.po"))
    catalogues.update()
    assert catalogues.read_catalogue("posts")[0].msgstr_plural == {0: "%(n)s texte", 1: "%(n)s textes"}
    assert catalogues.gaps().lines() == []


def test_each_gap_is_named_by_its_kind(tree):
    tree("posts/a.py", '_("A")\n_("B")\n_("C")')
    catalogues.update()
    translate("posts", A="a", B="b", C="c")
    assert catalogues.gaps().lines() == []
    catalogue = catalogues.read_catalogue("posts")
    catalogue[0].flags.append("fuzzy")
    catalogue[1].msgstr = ""
    catalogue.append(polib.POEntry(msgid="Old", msgstr="Vieux"))
    catalogue.save(str(catalogues.folder() / "posts.po"))
    tree("posts/b.py", '\n_("D")\nngettext("C", "Cs", n)')
    gaps = catalogues.gaps()
    assert gaps.fuzzy == ["posts.po: 'A'"]
    assert gaps.untranslated == ["posts.po: 'B'"]
    assert gaps.obsolete == ["posts.po: 'Old'"]
    assert gaps.missing == ["posts/b.py:3: plural of 'C'", "posts/b.py:2: 'D'"]


def test_checking_writes_nothing_and_fails_on_a_gap(tree, tmp_path, capsys):
    tree("posts/a.py", '_("A")')
    with pytest.raises(CommandError, match="1 to settle"):
        call_command("messages", "--check")
    assert capsys.readouterr().err.strip() == "missing: posts/a.py:1: 'A'"
    assert not (tmp_path / "locale").exists()


def test_a_complete_catalogue_passes_the_check(tree, capsys):
    tree("posts/a.py", '_("A")')
    call_command("messages")
    translate("posts", A="a")
    call_command("messages", "--check")
    assert capsys.readouterr().out.splitlines()[-1] == "Every message has its French."


def test_the_command_says_what_it_dropped(tree, capsys):
    tree("posts/a.py", '_("A")')
    call_command("messages")
    tree("posts/a.py", '_("B")')
    call_command("messages")
    assert "dropped: 'A'" in capsys.readouterr().out


def test_compiling_takes_the_translated_and_leaves_the_fuzzy(tree):
    tree("posts/a.py", '_("A")\n_("B")\n_("C")')
    catalogues.update()
    translate("posts", A="a", B="b")
    catalogue = catalogues.read_catalogue("posts")
    catalogue[1].flags.append("fuzzy")
    catalogue.save(str(catalogues.folder() / "posts.po"))
    assert catalogues.compile_messages()
    assert {entry.msgid: entry.msgstr for entry in polib.mofile(str(catalogues.compiled()))} == {"A": "a"}


def test_of_two_translations_the_leftmost_rooms_is_kept(tree):
    tree("posts/a.py", '_("A")')
    call_command("messages")
    translate("posts", A="gauche")
    text = (catalogues.folder() / "posts.po").read_text(encoding="utf-8")
    tree("locale/fr/moderation.po", text.replace("gauche", "droite"))
    catalogues.compile_messages(always=True)
    assert [entry.msgstr for entry in polib.mofile(str(catalogues.compiled()))] == ["gauche"]
    catalogues.update()
    assert (french("posts"), french("moderation")) == ({"A": "gauche"}, {})


def test_compiling_is_skipped_until_a_catalogue_changes(tree):
    tree("posts/a.py", '_("A")')
    call_command("messages")
    assert not catalogues.compile_messages()
    later = catalogues.compiled().stat().st_mtime + 10
    os.utime(catalogues.folder() / "posts.po", (later, later))
    call_command("messages", "--compile")
    assert catalogues.compiled().stat().st_mtime < later
    assert catalogues.compile_messages()


def test_who_writes_catalogues_writes_alone():
    order = []

    def second():
        with catalogues.alone():
            order.append("second")

    other = threading.Thread(target=second)
    with catalogues.alone():
        other.start()
        other.join(timeout=0.2)
        order.append("first")
    other.join(timeout=5)
    assert order == ["first", "second"]
