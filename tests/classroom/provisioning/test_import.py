"""The import on screen: drop, preview, say yes."""

import pytest
from django.core.signing import TimestampSigner
from django.urls import reverse

from classroom.models import ClassSpace, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning import views_import
from classroom.provisioning.creation import apply
from classroom.provisioning.readers import MAX_BYTES
from tests.classroom.provisioning.rosters import SAMPLES, Import, everybody_else, fields, hidden, shown_in
from tests.world import make_member, make_space, make_teacher

ONDE = ["Léa M.", "Noé D.", "Inès D.", "Zoé O."]
EXPECTED = {  # sample: pupils, rows left
    "onde_bad_rows.csv": (6, 2),
    "onde_cp1252.csv": (27, 0),
    "onde_formulas.csv": (5, 0),
    "onde_homonyms.csv": (8, 0),
    "onde_two_classes.csv": (28, 0),
    "onde_utf8_bom_curly.csv": (28, 0),
    "pasted_names.txt": (5, 0),
    "pronote_cp1252.csv": (27, 0),
    "pronote_tab_utf16.txt": (28, 0),
    "siecle_cp1252.csv": (27, 0),
}


def sample(name):
    return (SAMPLES / name).read_bytes()


@pytest.fixture
def into(space, as_member):
    """The import of this class in the hands of ``into(member)``."""
    return lambda member: Import(as_member(member), space)


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir()) if path.suffix != ".md"])
def test_every_sample_gives_its_pupils(into, admin, name):
    pupils, left = EXPECTED[name]
    screen = into(admin)
    preview = screen.send(name, sample(name))
    assert preview.status_code == 200
    assert preview.context["plan"].left == left
    assert not User.objects.filter(kind="pupil").exists(), "a preview writes nothing"
    assert screen.confirm(preview, everybody_else(preview)).status_code == 302
    assert User.objects.filter(kind="pupil").count() == pupils
    again = screen.send(name, sample(name))
    assert again.context["plan"].changes_nothing
    assert again.context["plan"].counts["known"] == pupils


def test_names_of_all_kinds_survive(into, admin):
    screen = into(admin)
    screen.confirm(screen.send("onde.csv", sample("onde_cp1252.csv")))
    names = set(User.objects.filter(kind="pupil").values_list("first_name", "last_name"))
    assert {
        ("D’Artagnan", "BEN AMAR"),
        ("Jean-Luc", "ŒUVRARD"),
        ("Aïssatou", "FAŸ".replace("Ÿ", "ÿ")),
    } <= names
    screen.confirm(screen.paste("NGUYỄN Thị Hồng\nŁUKASZ Żaneta\nÞÓRSDÓTTIR Sigríður"))
    assert set(
        User.objects.filter(username__in=["thihong.nguyen"]).values_list("first_name", "last_name")
    ) == {("Thị Hồng", "NGUYỄN")}


def test_formulas_and_markup_are_names_like_others(into, teacher, space):
    screen = into(teacher)
    preview = screen.send("onde.csv", sample("onde_formulas.csv"))
    html = preview.content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    screen.confirm(preview)
    roll = screen.client.get(reverse("members:list", args=[space.slug])).content.decode()
    assert "=HYPERLINK(&quot;http://x.example&quot;;&quot;y&quot;)" in roll
    assert "<script>alert" not in roll


def test_unreadable_rows_are_told_by_row_and_column_and_do_not_stop_the_others(into, teacher):
    preview = into(teacher).send("onde.csv", sample("onde_bad_rows.csv"))
    assert {(problem.line, problem.column) for problem in preview.context["plan"].unreadable} >= {
        (6, "Prénom élève")
    }
    assert {problem.line for problem in preview.context["plan"].unreadable} == {6, 8}
    assert "Créer 6 comptes, laisser 2 lignes" in preview.content.decode()


def test_a_file_without_one_readable_row_has_no_button_to_write(into, teacher):
    preview = into(teacher).send("x.csv", "Nom;Prénom\nMARTIN;\n".encode())
    assert preview.context["plan"].changes_nothing
    assert "Aucune ligne" in preview.content.decode()


def test_homonyms_wait_for_an_answer(into, teacher, space):
    screen = into(teacher)
    preview = screen.send("onde.csv", sample("onde_homonyms.csv"))
    assert fields(preview, "row") == ["row-8", "row-9"]
    unanswered = screen.confirm(preview, {"row-8": "new"})
    assert unanswered.status_code == 422
    assert shown_in(space) == []
    assert unanswered.context["plan"].lines[6].chosen == "new", "what was answered is kept"
    screen.confirm(unanswered, {"row-8": "new", "row-9": "skip"})
    assert [name for name in shown_in(space) if "Léa" in name] == ["Léa M.", "Léa M. 2"]


def test_an_answer_shows_the_preview_again_and_writes_nothing(into, teacher, space):
    screen = into(teacher)
    preview = screen.send("onde.csv", sample("onde_homonyms.csv"))
    again = screen.client.post(screen.here, hidden(preview) | {"row-8": "new", "row-9": "skip"})
    assert again.context["plan"].creates == 7
    assert shown_in(space) == []


def test_where_a_class_goes_is_chosen_in_the_preview(into, teacher, space):
    screen = into(teacher)
    preview = screen.send("onde.csv", sample("onde_two_classes.csv"))
    assert preview.context["plan"].changes_nothing
    first, second = fields(preview, "class")
    route = {first: space.pk.hex, second: "out"}
    again = screen.client.post(screen.here, hidden(preview) | route)
    screen.confirm(again, route)
    assert len(shown_in(space)) == again.context["plan"].creates > 0


def test_a_choice_changed_at_the_last_moment_is_shown_before_it_is_written(into, teacher, space):
    screen = into(teacher)
    preview = screen.send("onde.csv", sample("onde_two_classes.csv"))
    changed = screen.confirm(preview, dict.fromkeys(fields(preview, "class"), space.pk.hex))
    assert changed.status_code == 409
    assert shown_in(space) == []


def test_pressing_the_button_twice_creates_once(into, teacher, space):
    screen = into(teacher)
    preview = screen.paste("Léa Martin")
    assert screen.confirm(preview).status_code == 302
    assert screen.confirm(preview).status_code == 409
    assert shown_in(space) == ["Léa M."]


def test_scripts_get_the_fragment_and_are_sent_on_after_writing(into, teacher, space):
    screen = into(teacher)
    asked = screen.client.post(screen.here, {"names": "Léa Martin"}, headers={"HX-Request": "true"})
    assert asked.content.decode().lstrip().startswith('<div id="import"')
    done = screen.confirm(asked, HX_Request="true")
    assert done.headers["HX-Redirect"] == reverse("members:list", args=[space.slug])


def test_after_one_new_class_the_school_is_led_to_it(into, admin):
    screen = into(admin)
    done = screen.confirm(screen.send("p.csv", sample("pronote_cp1252.csv")))
    assert done.headers["Location"] == reverse(
        "members:list", args=[ClassSpace.objects.get(name="5e B").slug]
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b""),
        ("x.xlsx", b"PK\x03\x04broken"),
        ("x.csv", b"a;b\n1;2\n"),
        ("x.csv", b"x" * (MAX_BYTES + 1)),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_by_a_sentence(into, teacher, name, data):
    answer = into(teacher).send(name, data)
    assert answer.status_code == 422
    assert answer.context["refusal"]
    assert 'role="alert"' in answer.content.decode()


def test_a_file_beyond_any_limit_is_answered_by_the_same_sentence(into, teacher):
    answer = into(teacher).send("x.csv", b"x" * (4 * 1024 * 1024))
    assert answer.status_code == 422
    assert "2 Mo" in answer.context["refusal"]


def test_nothing_chosen_is_said_and_what_was_pasted_is_kept(into, teacher):
    assert into(teacher).paste("  ").status_code == 422
    answer = into(teacher).paste("Nom;Prénom")
    assert answer.status_code == 422
    assert "Nom;Prénom</textarea>" in answer.content.decode()


def test_the_screen_opens_and_a_reloaded_confirmation_goes_back_to_it(into, teacher):
    screen = into(teacher)
    assert screen.client.get(screen.here).status_code == 200
    assert screen.client.get(screen.accounts).headers["Location"] == screen.here


# --- The sealed roster ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sealed", ["", "nonsense"])
def test_a_broken_seal_writes_nothing(into, teacher, space, sealed):
    screen = into(teacher)
    answer = screen.client.post(screen.accounts, {"roster": sealed, "digest": "x"})
    assert answer.status_code == 422
    assert shown_in(space) == []


def test_a_seal_serves_only_the_one_it_was_made_for(into, teacher, colleague, space):
    preview = into(teacher).paste("Léa Martin")
    assert into(colleague).confirm(preview).status_code == 422
    assert shown_in(space) == []


def test_a_seal_is_void_after_two_hours(into, teacher, space, monkeypatch):
    preview = into(teacher).paste("Léa Martin")
    now = TimestampSigner.timestamp
    assert now
    import time_machine
    from django.utils import timezone

    with time_machine.travel(timezone.now() + timezone.timedelta(hours=2, minutes=1)):
        answer = into(teacher).confirm(preview)
    assert answer.status_code == 422
    assert shown_in(space) == []


def test_the_largest_roster_travels_well_within_a_form(into, teacher):
    names = "\n".join(
        f"MARTIN{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}{chr(65 + n // 676)} Éloïse" for n in range(2000)
    )
    preview = into(teacher).paste(names)
    assert preview.context["plan"].creates == 2000
    assert len(preview.context["sealed"]) < 100_000


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_the_class_s_teachers_and_the_school_import(into, teacher, admin, pupil, stranger, space):
    other = make_teacher(make_space(space.school))
    observer = make_member(space, Role.OBSERVER)
    for member, status in ((teacher, 200), (admin, 200)):
        assert into(member).client.get(into(member).here).status_code == status
    for member in (pupil, stranger, other, observer):
        screen = into(member)
        for answer in (
            screen.client.get(screen.here),
            screen.paste("Léa Martin"),
            screen.client.post(screen.accounts),
        ):
            assert answer.status_code == 404
    assert "Léa M." not in shown_in(space)[1:]


def test_a_right_that_ends_in_the_middle_is_a_404(into, teacher, space, monkeypatch):
    def gone(*_args, **_kwargs):
        raise LookupError

    screen = into(teacher)
    preview = screen.paste("Léa Martin")
    monkeypatch.setattr(views_import, "apply", gone)
    assert screen.confirm(preview).status_code == 404
    assert apply
    assert shown_in(space) == []


def test_the_school_imports_all_its_classes_at_once(as_member, admin, teacher, space):
    browser = as_member(admin)
    here, accounts = reverse("school:import"), reverse("school:accounts")
    assert browser.get(here).status_code == 200
    preview = browser.post(here, {"names": "Élèves;Classe\nMARTIN Léa;6e A\nDUPONT Noé;6e B"})
    done = browser.post(accounts, hidden(preview))
    assert done.headers["Location"] == reverse("school:home")
    assert Membership.objects.filter(role="pupil", space__name__in=["6e A", "6e B"]).count() == 2
    for url in (here, accounts):
        assert as_member(teacher).get(url).status_code == 404
        assert as_member(teacher).post(url).status_code == 404
