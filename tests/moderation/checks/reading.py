"""What one check sees in a text, in the invented class of the labelled sentences."""

from moderation.checks import CHECKS, Around, Page

CLASS = Around(
    surnames=(
        "Martin",
        "Petit",
        "Rose",
        "Benali",
        "Da Silva",
        "de La Tour",
        "N'Diaye",
        "Dubois",
        "Kowalczyk",
        "Garcia-Lopez",
    ),
    places=("Collège Jules-Ferry", "Villeneuve-sur-Ardoise"),
    first_names=("Léa", "Hugo", "Adam", "Inès", "Mateus", "Apolline", "Awa", "Ethan", "Sacha", "Emma"),
)


def seen(kind: str, text: str, around: Around = CLASS) -> list[str]:
    """The words of the text that the check points at, as typed."""
    return [text[one.start : one.end] for one in CHECKS[kind](Page(text), around)]
