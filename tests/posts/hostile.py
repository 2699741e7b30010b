"""What nobody types by accident: the alphabet of the property tests and the floods of the time tests."""

from hypothesis import strategies as st

ODD = (
    "aé\u0301\u0327\u0323Œß <>&\"'#@_.,;:!?/\\()[]\n\r\t\x0b\x00\x85\xa0\xad\u034f\u061c\u1160\u180e\u200b\u200c\u200d"
    "\u200e\u2028\u2029\u202e\u2060\u2066\u2800\u3000\u3164\ufe0e\ufe0f\ufeff\uffff\ud800\U000e0067\U000e007f\U0001f3f4"
    "😀👨❤\U0001f3fd🇫🇷1\u20e3한\u1100\u1161क\u094dषกำשم\u064b\u0600а葛\U000e0100\u0958\U0001d15eﷺİΣ"
)
WORDS = [
    "http://",
    "https://é.fr/",
    "javascript:",
    "<b>",
    "</script>",
    "#été",
    "@Léa M.",
    "&lt;",
    "xn--",
    "\r\n",
]
anything = st.lists(
    st.sampled_from([*ODD, *WORDS]) | st.characters() | st.characters(categories=["Cs"]), max_size=40
).map("".join)

FLOODS = {
    "piled marks": "\u0301",
    "mixed marks": "\u0316\u0301",
    "flags": "🇫🇷",
    "half flags": "🇫",
    "joined men": "👨\u200d",
    "zero-width": "\u200d",
    "spaces": " ",
    "spaces and an end": " " * 99 + "a",
    "line breaks": "\n",
    "spaced line breaks": " \n",
    "ats": "@",
    "names": "@léa ",
    "hashes": "#",
    "tags": "#a ",
    "one tag": "#aaaaaaaaa",
    "schemes": "http://",
    "addresses": "http://a.fr ",
    "closing brackets": "http://a/)",
    "odd hosts": "http://é.é.é.é.é.é.é.é.é.é.fr ",
    "markup": "<&\"'",
    "long ligatures": "ﷺ",
    "Hebrew": "א ",
    "Cyrillic": "а",
    "borrowed": "aа",
    "Persian joiners": "ک\u200c",
    "Hangul": "\u1100",
    "punctuation": "a-.",
}
