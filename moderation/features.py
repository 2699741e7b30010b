"""What moderation tells the lexicon: the screens that its words explain."""

from classroom.lexicon.registry import feature

feature("moderation", "moderation:queue", "moderation:suggestions", screen="moderation:queue")
feature("queue", "moderation:queue", "moderation:case", "reading", "reading_news", screen="moderation:queue")
feature("read-before-publishing", "moderation:case", "moderation:decision")
feature("send-back", "moderation:decision", shown_in="moderation/_send_back.html")
feature("marked-words", "moderation:decision", shown_in="moderation/_send_back.html")
feature("correct-and-publish", "moderation:decision", shown_in="moderation/_correct.html")
feature("two-teachers", "moderation:decision")
feature("undo", "moderation:decisions", "moderation:reversal", screen="moderation:decisions")
feature("take-down", "moderation:taking_down", "moderation:removal_requests")
feature("restore", "moderation:restoration")
feature("freeze", "moderation:freeze", screen="moderation:queue")
feature("journal", "moderation:journal", screen="moderation:journal")
feature("digest", "moderation:journal", screen="moderation:journal")
feature(
    "finding",
    "moderation:submissions",
    "moderation:case",
    shown_in=("posts/_advice.html", "moderation/_findings.html"),
)
feature("diff", "moderation:case", shown_in="moderation/_diff.html")
feature("keyboard-verdicts", "reading_habits", shown_in="moderation/_keys.html")
feature(
    "watched-words",
    *(f"moderation:{name}" for name in ("words", "word", "word_removal")),
    *(f"moderation:words_{name}" for name in ("bench", "replay", "import", "export")),
    *(f"school_words:{name}" for name in ("words", "word", "removal", "bench", "import", "export")),
    shown_in="moderation/watched/_above.html",
    screen="moderation:words",
)
