"""What the database itself refuses about posts: an undecided publication, a changed revision, a rewritten journal."""

from classroom.guards import ERASING, Guard, Guards, changed

DECIDED = """EXISTS (
    SELECT 1 FROM posts_transition t JOIN posts_revision r ON r.id = NEW.revision_id
    WHERE t.id = NEW.transition_id AND t.post_id = NEW.post_id AND r.post_id = NEW.post_id
      AND t.space_id = NEW.space_id AND r.space_id = NEW.space_id
      AND t.revision_digest = NEW.digest AND r.digest = NEW.digest
      AND t.move IN ('publish', 'correct', 'restore') AND NEW.visible_from >= t.at)"""
SAME = changed(
    "id",
    "space_id",
    "post_id",
    "revision_id",
    "digest",
    "transition_id",
    "replaces_id",
    "visible_from",
    "first_shown_at",
)
REOPENED = """EXISTS (
    SELECT 1 FROM posts_publication p JOIN posts_transition opened ON opened.id = p.transition_id
    JOIN posts_transition u ON u.post_id = OLD.post_id AND u.move = 'undo' AND u.undoes = opened.number
    WHERE p.replaces_id = OLD.id AND p.visible_until = p.visible_from
      AND u.number = (SELECT max(number) FROM posts_transition WHERE post_id = OLD.post_id))"""
LATEST = """EXISTS (
    SELECT 1 FROM posts_transition t WHERE t.post_id = NEW.id AND t.target = NEW.status
      AND t.number = (SELECT max(number) FROM posts_transition WHERE post_id = NEW.id))"""
MOST_DRAFTS = 50  # of one pupil: beyond, it is no longer writing
FULL = f"""(SELECT count(*) FROM posts_post p JOIN classroom_membership m ON m.id = p.author_id
    WHERE p.author_id = NEW.author_id AND p.status IN ('draft') AND m.role = 'pupil') >= {MOST_DRAFTS}"""  # noqa: S608 - a number of ours
TOO_MANY_DRAFTS = "a pupil keeps so many drafts and no more"

GUARDS = {
    "revision_is_immutable": Guard("posts_revision", "UPDATE", "TRUE", "a revision never changes"),
    "revision_stays": Guard("posts_revision", "DELETE", f"NOT {ERASING}", "a revision is not deleted"),
    "transition_is_immutable": Guard("posts_transition", "UPDATE", "TRUE", "the journal is append-only"),
    "transition_stays": Guard("posts_transition", "DELETE", f"NOT {ERASING}", "the journal is append-only"),
    "note_is_immutable": Guard("posts_note", "UPDATE", "TRUE", "a note never changes"),
    "note_stays": Guard("posts_note", "DELETE", f"NOT {ERASING}", "a note is not deleted"),
    "publication_is_decided": Guard(
        "posts_publication",
        "INSERT",
        f"NEW.visible_until IS NOT NULL OR NOT {DECIDED}",
        "a publication needs its decision",
    ),
    "publication_keeps_its_decision": Guard(
        "posts_publication", "UPDATE", SAME, "what was decided is frozen"
    ),
    "publication_reopens_by_undo": Guard(
        "posts_publication",
        "UPDATE",
        "OLD.visible_until IS NOT NULL AND (NEW.visible_until > OLD.visible_until"
        f" OR (NEW.visible_until IS NULL AND NOT {REOPENED}))",
        "a closed publication reopens by an undo only",
    ),
    "publication_stays": Guard(
        "posts_publication", "DELETE", f"NOT {ERASING}", "a publication is not deleted"
    ),
    "post_moves_by_transition": Guard(
        "posts_post",
        "UPDATE",
        f"NEW.status <> OLD.status AND NOT {LATEST}",
        "a status moves with its transition",
    ),
    "post_is_born_a_draft": Guard(
        "posts_post", "INSERT", "NEW.status <> 'draft'", "a post begins as a draft"
    ),
    "drafts_are_numbered": Guard(
        "posts_post",
        "INSERT",
        FULL,
        TOO_MANY_DRAFTS,
        locks="1 FROM classroom_membership WHERE id = NEW.author_id FOR NO KEY UPDATE",
    ),
}
KEPT = ("posts_revision", "posts_transition", "posts_note", "posts_publication")

POSTS = Guards(GUARDS, kept=KEPT)
