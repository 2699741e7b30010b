from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from posts.text import Mention, clean, destination, find_links, find_mentions, raw_view, render
from tests.posts.hostile import anything

ALLOWED = {
    ("br", ()),
    ("span", (("class", "mention"),)),
    ("span", (("class", "link-held"),)),
    ("span", (("class", "link-host"),)),
    ("mark", (("class", "hidden-char"),)),
    ("bdi", (("class", "hidden-run"),)),
}


class Tags(HTMLParser):
    """What a browser would make of it: the tags with their attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(sorted(attrs))))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def live(text, **more):
    return render(text, links="live", leaving_url=lambda url: "/leaving/?to=" + url, **more)


def tag_url(key):
    return f"/tags/{key}/"


def held(typed, host):
    return f'<span class="link-held">{typed} <span class="link-host">({host})</span></span>'


# Golden: whatever library stands behind, the page says exactly this.
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bonjour", "Bonjour"),
        ("l'été\n\n<b>&amp;</b>", "l&#x27;été<br><br>&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("vive l'#Été !", 'vive l&#x27;<a class="tag" href="/tags/ete/">#Été</a> !'),
        ("lis http://ici.fr/a?b=1&c=2.", "lis " + held("http://ici.fr/a?b=1&amp;c=2", "ici.fr") + "."),
        ("http://google.com@evil.example/", held("http://google.com@evil.example/", "evil.example")),
        ("http://x.fr/<b>", held("http://x.fr/", "x.fr") + "&lt;b&gt;"),
        ("fin.Il pleut. www.ici.fr", "fin.Il pleut. www.ici.fr"),
        ("javascript:alert(1) data:text/html,x", "javascript:alert(1) data:text/html,x"),
    ],
)
def test_a_text_becomes_this_html(text, html):
    assert render(text, tag_url=tag_url) == html


def test_a_live_link_leads_to_the_leaving_page_and_shows_its_host():
    assert live("voir https://ici.fr/é") == (
        'voir <a class="link-live" href="/leaving/?to=https://ici.fr/%C3%A9"'
        ' rel="nofollow noopener noreferrer ugc">https://ici.fr/é</a> <span class="link-host">(ici.fr)</span>'
    )


def test_a_live_link_without_a_leaving_page_stays_held():
    assert render("http://ici.fr", links="live") == held("http://ici.fr", "ici.fr")


def test_a_tag_is_plain_text_where_there_is_no_page_of_tags():
    assert render("#été") == "#été"


def test_links_beyond_twenty_stay_plain_text():
    assert live("http://a.fr " * 30).count("<a ") == 20


@pytest.mark.parametrize(
    ("typed", "url", "host"),
    [
        ("http://ici.fr", "http://ici.fr", "ici.fr"),
        ("HTTPS://ICI.FR/A", "https://ici.fr/A", "ici.fr"),
        ("https://ici.fr:8443/a#b", "https://ici.fr:8443/a#b", "ici.fr:8443"),
        ("http://google.com:80@evil.example/x", "http://evil.example/x", "evil.example"),
        ("https://été.fr/", "https://xn--t-9fab.fr/", "été.fr"),
        ("https://faß.de/", "https://xn--fa-hia.de/", "faß.de"),
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://раypal.com/", "https://xn--ypal-43d9g.com/", "xn--ypal-43d9g.com"),
        ("https://ɡoogle.com/", "https://xn--oogle-qmc.com/", "xn--oogle-qmc.com"),
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("http://ｉｃｉ.fr/", "http://ici.fr/", "ici.fr"),
        ("http://ici.fr./", "http://ici.fr/", "ici.fr"),
        ("http://ici.fr/a%20b?c=%22", "http://ici.fr/a%20b?c=%22", "ici.fr"),
    ],
)
def test_the_real_host_is_shown(typed, url, host):
    assert destination(typed) == (url, host)


@pytest.mark.parametrize(
    "typed",
    [
        "http://ici.fr/ a",
        "http://ici.fr/\ud800",
        "http://ici.fr/\x00",
        "http://192.168.0.1/",
        "http://3232235521/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[",
        "http://localhost/",
        "https://ici.fr:99999/",
        "https://ici.fr:x/",
        "http://-a.fr/",
        "http://.fr/",
        "http://",
        "ftp://ici.fr/",
        "//ici.fr/",
        "javascript://ici.fr/%0aalert(1)",
        "data:text/html,x",
        "http://evil.example\\@google.com",
        "http://a。fr/",
        "http://a\u2100b.fr/",
        "http://" + "a" * 64 + ".fr/",
        "http://" + "a." * 200 + "fr/",
        "http://" + "é." * 120 + "fr/",
    ],
)
def test_what_is_no_safe_link_is_none(typed):
    assert destination(typed) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("(http://ici.fr/a)", "http://ici.fr/a"),
        ("http://ici.fr/chat_(animal), oui", "http://ici.fr/chat_(animal)"),
        ("«http://ici.fr»", "http://ici.fr"),
        ("http://ici.fr/\ud800", "http://ici.fr/"),
        ("http://ici.fr…", "http://ici.fr"),
        ("http://ici.fr\\@google.com", "http://ici.fr"),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(text, typed):
    assert [text[link.start : link.end] for link in find_links(text)] == [typed]


def test_an_address_without_a_name_is_plain_text():
    assert render("http://192.168.0.1/ et http://ici.fr") == "http://192.168.0.1/ et " + held(
        "http://ici.fr", "ici.fr"
    )


def test_an_address_begins_a_word():
    assert find_links("xhttp://ici.fr") == []


def test_a_mention_shows_the_name_of_today():
    text = "Salut @Léa M. et @Zoé"
    stored = [mention._asdict() for mention in find_mentions(text, [(1, "Léa M."), (2, "Zoé")])]
    with translation.override("fr"):
        assert render(text, mentions=stored, names={1: "<Renarde>"}) == (
            'Salut <span class="mention">@&lt;Renarde&gt;</span> et '
            '<span class="mention">@un ancien membre</span>'
        )


@pytest.mark.parametrize("span", [(-1, 3), (0, 99), (3, 3), (2, 1), (1, 4)])
def test_a_span_that_does_not_fit_is_plain_text(span):
    assert render("@Léa", mentions=[Mention("1", *span)], names={"1": "Léa"}) == "@Léa"


def test_of_pieces_that_overlap_the_first_and_longest_stays():
    two = [Mention("2", 0, 2), Mention("1", 0, 4)]
    assert render("@Léa", mentions=two, names={"1": "A", "2": "B"}) == '<span class="mention">@A</span>'
    assert render("@#a", tag_url=tag_url, mentions=[Mention("1", 0, 3)], names={"1": "A"}) == (
        '<span class="mention">@A</span>'
    )


@given(anything, st.sampled_from(["held", "live"]))
def test_nothing_but_our_own_tags_ever_comes_out(text, links):
    mentions = find_mentions(text, [(1, "Léa M.")])
    html = render(
        text,
        links=links,
        leaving_url=lambda url: "/l/?to=" + url,
        tag_url=tag_url,
        mentions=mentions,
        names={"1": "<i>"},
    )
    for tag, attributes in Tags(html).tags:
        if tag == "a":
            assert dict(attributes)["href"].startswith(("/l/?to=http", "/tags/"))
            assert set(dict(attributes)) <= {"class", "href", "rel"}
        else:
            assert (tag, attributes) in ALLOWED


@given(anything)
def test_a_text_without_pieces_reads_as_it_was_written(text):
    text = text.replace("http", "hp").replace("\r", "").replace("\x00", "")
    assert Tags(render(text).replace("<br>", "\n")).text == text


@given(anything)
def test_the_raw_view_lets_no_tag_through_either(text):
    assert set(Tags(raw_view(text)).tags) <= ALLOWED


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("l’été à 8\u00a0h\n👨‍👩‍👧‍👦 1️⃣ <b>", "l’été à 8\u00a0h<br>👨‍👩‍👧‍👦 1️⃣ &lt;b&gt;"),
        ("a\u200bb", 'a<mark class="hidden-char">U+200B ZERO WIDTH SPACE</mark>b'),
        ("a\u202eb\r\nc", 'a<mark class="hidden-char">U+202E RIGHT-TO-LEFT OVERRIDE</mark>b<br>c'),
        ("a\x07", 'a<mark class="hidden-char">U+0007</mark>'),
        (
            "שלום לך!",
            '<mark class="hidden-char">from right to left</mark><bdi class="hidden-run">שלום לך</bdi>!',
        ),
        (
            "раypal",
            '<mark class="hidden-char">U+0440 CYRILLIC SMALL LETTER ER, U+0430 CYRILLIC SMALL LETTER A</mark>'
            '<bdi class="hidden-run">ра</bdi>ypal',
        ),
        ("Привет, Ελλάδα", "Привет, Ελλάδα"),
    ],
)
def test_the_teacher_sees_what_hides(text, html):
    with translation.override("en"):
        assert raw_view(text) == html


def test_a_cleaned_french_text_has_nothing_to_reveal():
    text = clean("« L’œuvre », dit-il… à 8\u202f% : 😀 c’est l’été\u00a0!", limit=140)
    assert "<" not in raw_view(text)


def test_the_raw_view_underlines_what_was_seen_and_loses_nothing():
    assert raw_view("Dis <b> à Léa", [(4, 7)]) == 'Dis <mark class="found">&lt;b&gt;</mark> à Léa'
    assert raw_view("abcd", [(0, 2), (1, 3)]) == '<mark class="found">abc</mark>d'
    assert raw_view("ab", [(0, 40)]) == '<mark class="found">ab</mark>', (
        "a place from elsewhere breaks nothing"
    )


def test_a_mark_that_cuts_a_box_keeps_it_whole():
    boxed = raw_view("a\u0430b")
    assert raw_view("a\u0430b", [(0, 2)]).replace('<mark class="found">', "", 1).count(
        "\u0430"
    ) == boxed.count("\u0430")
    hebrew = "\u05d0\u05d1\u05d2"
    assert raw_view(f"a {hebrew} b", [(0, 3)]).count(hebrew) == raw_view(f"a {hebrew} b").count(hebrew) == 1
