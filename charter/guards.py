"""What the database itself refuses about charters: a word changed after its adoption, a signature under a draft."""

from classroom.guards import ERASING, Guard, Guards, changed

SEALED = changed("id", "space_id", "version", "title", "preamble", "digest", "adopted_at", "created_at")
FORGOTTEN = "(NEW.adopted_by_id IS DISTINCT FROM OLD.adopted_by_id AND NEW.adopted_by_id IS NOT NULL)"
SIGNED = changed("id", "charter_id", "member_id", "party", "how", "signed_on", "signed_at")
NAMED = "(NEW.entered_by_id IS DISTINCT FROM OLD.entered_by_id AND NEW.entered_by_id IS NOT NULL)"


def adopted(row: str) -> str:
    """The condition (SQL) that the charter of this row, OLD or NEW, is adopted."""
    return f"EXISTS (SELECT 1 FROM charter_charter c WHERE c.id = {row}.charter_id AND c.version IS NOT NULL)"  # noqa: S608 - OLD or NEW


OWN_CLASS = """EXISTS (
    SELECT 1 FROM charter_charter c JOIN classroom_membership m ON m.space_id = c.space_id
    WHERE c.id = NEW.charter_id AND m.id = NEW.member_id AND c.version IS NOT NULL)"""

GUARDS = {
    "charter_is_sealed": Guard(
        "charter_charter",
        "UPDATE",
        f"OLD.version IS NOT NULL AND ({SEALED} OR {FORGOTTEN})",
        "an adopted charter never changes",
    ),
    "charter_stays": Guard(
        "charter_charter",
        "DELETE",
        f"OLD.version IS NOT NULL AND NOT {ERASING}",
        "an adopted charter is not deleted",
    ),
    "article_is_born_in_a_draft": Guard(
        "charter_article", "INSERT", adopted("NEW"), "an adopted charter takes no article"
    ),
    "article_is_sealed": Guard(
        "charter_article",
        "UPDATE",
        f"{adopted('OLD')} OR {adopted('NEW')}",
        "an adopted article never changes",
    ),
    "article_stays": Guard(
        "charter_article",
        "DELETE",
        f"{adopted('OLD')} AND NOT {ERASING}",
        "an adopted article is not deleted",
    ),
    "signature_is_of_this_class": Guard(
        "charter_signature", "INSERT", f"NOT {OWN_CLASS}", "one signs the adopted charter of one's own class"
    ),
    "signature_is_sealed": Guard(
        "charter_signature", "UPDATE", f"{SIGNED} OR {NAMED}", "a signature never changes"
    ),
    "signature_stays": Guard(
        "charter_signature",
        "DELETE",
        f"OLD.how = 'screen' AND NOT {ERASING}",
        "a signature on screen is not deleted",
    ),
}

CHARTER = Guards(GUARDS, kept=("charter_charter", "charter_article", "charter_signature"))
