"""The number that the browser shows is the number that the server counts; the composer's comforts."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CORPUS = json.loads((ROOT / "tests/classroom/grapheme_corpus.json").read_text(encoding="utf-8"))
WORDS = """window.ardoise = { words: { left: "{n} restants", over: "{n} de trop", grid: "Grille de {n} cases",
  saved: "Brouillon enregistré", unsaved: "Pas encore enregistré" } };"""
SCRIPTS = [
    WORDS,
    *((ROOT / f"static/js/{name}.js").read_text(encoding="utf-8") for name in ("page", "composer")),
]

PAGE = """<!doctype html><meta charset=utf-8><title>t</title>
<form data-composer data-limit="30" action="/send/" method="post"
      data-draft-url="/draft/" data-count-url="/count/">
  <input type="hidden" name="post" value=""><textarea name="text" data-composer-text></textarea>
  <output data-composer-count aria-live="polite"></output>
  <button type="submit">Faire relire</button>
</form>"""


class Page:
    """A composer on a page of our own; the requests it makes are kept and answered."""

    def __init__(self, page, before=""):
        self.page, self.sent, self.answer = page, [], {"status": 200, "json": {"post": "p1", "count": 7}}
        page.route("http://ardoise.test/**", self._reply)
        page.goto("http://ardoise.test/")
        if before:
            page.add_script_tag(content=before)
        page.add_script_tag(content="\n".join(SCRIPTS))
        self.field, self.count = page.locator("textarea"), page.locator("[data-composer-count]")
        self.status, self.saved = (
            page.locator(".hidden-text[role=status]"),
            page.locator("[data-composer-saved]"),
        )

    def _reply(self, route):
        if route.request.method == "GET":
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        else:
            self.sent.append((route.request.url.rsplit("test", 1)[1], route.request.post_data or ""))
            route.fulfill(**self.answer)

    def wait(self, script):
        self.page.wait_for_function(script, timeout=5000)


@pytest.fixture
def composer(chromium_page):
    return Page(chromium_page)


def test_the_browser_counts_each_text_of_the_corpus_as_the_server_does(composer):
    texts = [row["text"] for row in CORPUS]
    counts = composer.page.evaluate("texts => texts.map(text => ardoiseGraphemes(text).length)", texts)
    wrong = [(row, seen) for row, seen in zip(CORPUS, counts, strict=True) if row["length"] != seen]
    assert not wrong


def test_the_counter_says_what_is_left_and_what_is_too_much(composer):
    assert composer.count.inner_text() == "30 restants"
    composer.field.fill("e\u0301te\u0301 👨‍👩‍👧‍👦")
    assert composer.count.inner_text() == "25 restants"
    assert composer.count.get_attribute("class") in (None, "")
    composer.field.fill("x" * 22)
    assert composer.count.get_attribute("class") == "near"
    composer.field.fill("x" * 32)
    assert composer.count.inner_text() == "2 de trop"
    assert composer.count.get_attribute("class") == "over"
    assert not composer.page.locator("button[type=submit]").is_disabled()


def test_the_counter_speaks_at_twenty_ten_and_none_only(composer):
    heard = []
    for size in range(1, 33):
        composer.field.fill("x" * size)
        said = composer.status.inner_text()
        if not heard or heard[-1] != said:
            heard.append(said)
    assert heard == ["", "20 restants", "10 restants", "0 restants", "1 de trop"]
    assert composer.count.get_attribute("aria-live") == "off"


def test_a_browser_that_cannot_count_asks_the_server(chromium_page):
    composer = Page(chromium_page, before="delete Intl.Segmenter")
    composer.field.fill("seven !")
    composer.wait("document.querySelector('[data-composer-count]').textContent === '23 restants'")
    assert "/count/" in [url for url, _body in composer.sent]
    assert composer.page.locator("[data-composer-grid]").count() == 0


def test_the_boxes_show_one_character_each_and_the_line_break_as_an_arrow(composer):
    composer.page.click("[data-composer-grid]")
    composer.field.fill("é\n👨‍👩‍👧‍👦!")
    boxes = composer.page.locator(".boxes > i")
    assert boxes.count() == 30
    assert boxes.all_text_contents()[:5] == ["é", "↵", "👨‍👩‍👧‍👦", "!", ""]
    assert composer.page.locator(".boxes").get_attribute("aria-hidden") == "true"
    composer.field.fill("x" * 33)
    assert composer.page.locator(".boxes > i.over").count() == 3
    composer.page.click("[data-composer-grid]")
    assert composer.page.locator(".boxes").is_hidden()


def test_a_draft_is_saved_after_a_pause_and_remembers_its_post(composer):
    composer.field.fill("Il était une fois")
    composer.wait("document.querySelector('[name=post]').value === 'p1'")
    assert composer.saved.inner_text() == "Brouillon enregistré"
    composer.field.fill("Il était deux fois")
    composer.wait("document.querySelector('[name=post]').value === 'p1'")
    with composer.page.expect_request("**/draft/") as second:
        pass
    assert "p1" in second.value.post_data


def test_a_draft_that_was_not_saved_says_so_and_leaving_warns(composer):
    composer.answer = {"status": 500, "body": ""}
    composer.field.press_sequentially("Il était")
    composer.wait("document.querySelector('[data-composer-saved]').textContent === 'Pas encore enregistré'")
    assert leaving_warns(composer.page)


def test_leaving_is_quiet_when_the_draft_is_saved_or_empty(composer):
    assert not leaving_warns(composer.page)
    composer.field.fill("Il était une fois")
    composer.wait("document.querySelector('[name=post]').value === 'p1'")
    assert not leaving_warns(composer.page)


def leaving_warns(page):
    return page.evaluate("""() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    }""")


def test_control_and_enter_send_the_text(composer):
    composer.answer = {"status": 200, "body": "<p>Reçu</p>", "content_type": "text/html; charset=utf-8"}
    composer.field.fill("Bonjour")
    composer.field.press("Control+Enter")
    composer.page.wait_for_selector("text=Reçu")
    assert composer.sent[-1][0] == "/send/"
    assert "Bonjour" in composer.sent[-1][1]


def test_a_composer_that_arrives_later_is_awakened(composer):
    composer.page.evaluate("""() => {
      document.querySelector("form").outerHTML = document.querySelector("form").outerHTML;
      document.dispatchEvent(new Event("htmx:load"));
    }""")
    composer.field.fill("abc")
    assert composer.count.inner_text() == "27 restants"
