"""The verbs of a text's life, one sentence each."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from charter.access import NotSigned
from classroom.models import Membership
from posts.models import Post, Publication, Revision, Transition, doors, moving
from posts.refusals import (
    AlreadyDecided,
    ArticleMissing,
    NothingToSay,
    NotYours,
    ParentHidden,
    StaleDigest,
    StillHeld,
    TooLate,
    TooSlow,
    Unchanged,
    WrongStatus,
)
from tests.world import articles_of, drafted, hold_over, key, make_pupil, published, submitted


def seen_by(member):
    return [p.revision.text for p in Publication.objects.visible_to(member).newest_first()]


def test_nothing_unread_is_shown(pupil, classmate, teacher):
    post = submitted(pupil, "Coucou")
    assert post.status == "pending"
    assert seen_by(classmate) == seen_by(teacher) == []
    post.publish(by=teacher, digest=post.revision.digest)
    assert seen_by(classmate) == [], "the hold comes first"
    with hold_over():
        assert seen_by(classmate) == ["Coucou"]


def test_a_pupil_of_another_class_sees_nothing(pupil, stranger, teacher):
    published(pupil, teacher)
    with hold_over():
        assert seen_by(stranger) == []


def test_who_has_not_signed_does_not_submit_and_keeps_the_draft(space, teacher):
    newcomer = make_pupil(space, signed=False)
    post = drafted(newcomer, "Je veux parler")
    with pytest.raises(NotSigned):
        post.submit("Je veux parler", by=newcomer, key=key())
    assert post.draft.text == "Je veux parler"


def test_the_same_key_sends_once(pupil):
    post, once = drafted(pupil), key()
    first = post.submit("Une fois", by=pupil, key=once)
    assert post.submit("Une fois", by=pupil, key=once) == first
    assert Revision.objects.count() == 1


def test_two_windows_of_one_composer_start_one_post(pupil, monkeypatch):
    once = key()
    first = Post.objects.start(by=pupil, key=once)
    monkeypatch.setattr(doors, "_of_composer", lambda **asked: [])  # each looked before the other wrote
    assert Post.objects.start(by=pupil, key=once) == first
    assert Post.objects.count() == 1


def test_an_empty_text_is_not_sent(pupil):
    with pytest.raises(NothingToSay):
        drafted(pupil, " \n ").submit(" \n ", by=pupil, key=key())


def test_two_teachers_cannot_decide_twice(pupil, teacher, colleague):
    post = published(pupil, teacher)
    with pytest.raises(AlreadyDecided):
        Post.objects.get(pk=post.pk).send_back(
            by=colleague, digest=post.revision.digest, articles=articles_of(post)
        )


def test_a_pupil_never_holds_the_teachers_hand(pupil, classmate):
    post = submitted(pupil)
    for hand in (pupil, classmate):
        with pytest.raises(NotYours):
            post.publish(by=hand, digest=post.revision.digest)


def test_a_decision_about_other_bytes_is_refused(pupil, teacher):
    post = submitted(pupil, "Un")
    old = post.revision.digest
    post.withdraw(by=pupil)
    post.submit("Deux", by=pupil, key=key())
    with pytest.raises(StaleDigest):
        post.publish(by=teacher, digest=old)


def test_sending_back_cites_an_article_the_author_signed(pupil, teacher):
    post = submitted(pupil)
    with pytest.raises(ArticleMissing):
        post.send_back(by=teacher, digest=post.revision.digest, articles=[])
    post.send_back(
        by=teacher, digest=post.revision.digest, articles=articles_of(post), message="Relis", marks=[[0, 3]]
    )
    assert post.status == "returned"
    assert post.status_seen_by(pupil) == "pending"
    with hold_over():
        assert post.status_seen_by(pupil) == "returned"
        assert post.draft.text == "Bonjour la classe"


def test_the_same_text_is_not_sent_again(pupil, teacher):
    post = submitted(pupil, "Pareil")
    post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post))
    with hold_over():
        with pytest.raises(Unchanged):
            post.submit("Pareil", by=pupil, key=key())
        post.submit("Mieux", by=pupil, key=key())
        assert post.status == "pending"


def test_an_author_waits_while_a_verdict_holds(pupil, teacher):
    post = published(pupil, teacher)
    with pytest.raises(StillHeld):
        post.withdraw(by=pupil)
    with pytest.raises(StillHeld):
        post.revise(by=pupil)


def test_an_undone_verdict_never_was(pupil, classmate, teacher, colleague):
    post = published(pupil, teacher)
    with pytest.raises(NotYours):
        post.undo(by=colleague)
    post.undo(by=teacher)
    assert post.status == "pending"
    with hold_over():
        assert seen_by(classmate) == []


def test_undo_comes_too_late_after_the_hold(pupil, teacher):
    post = published(pupil, teacher)
    with hold_over(), pytest.raises(TooLate):
        post.undo(by=teacher)


def test_an_edit_waits_while_the_published_one_stays(pupil, classmate, teacher):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        post.revise(by=pupil)
        post.submit("Après", by=pupil, key=key())
        assert seen_by(classmate) == ["Avant"]
        post.publish(by=teacher, digest=post.revision.digest)
        assert seen_by(classmate) == ["Avant"], "until the new one begins"
        with hold_over():
            assert seen_by(classmate) == ["Après"]


def test_undoing_an_edit_shows_what_was_shown(pupil, classmate, teacher):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        post.revise(by=pupil)
        post.submit("Après", by=pupil, key=key())
        post.publish(by=teacher, digest=post.revision.digest)
        post.undo(by=teacher)
        with hold_over():
            assert seen_by(classmate) == ["Avant"]


def test_a_correction_keeps_both_revisions(pupil, classmate, teacher):
    post = submitted(pupil, "Il a manger")
    theirs = post.revision
    post.correct("Il a mangé", by=teacher, digest=theirs.digest)
    assert post.revision.corrects == theirs
    with hold_over():
        assert seen_by(classmate) == ["Il a mangé"]


def test_a_correction_that_changes_nothing_publishes_the_pupils_own_text(pupil, classmate, teacher):
    post = submitted(pupil, "Il a mangé")
    step = post.correct("Il a mangé  ", by=teacher, digest=post.revision.digest)
    assert step.move == "publish"
    assert post.revisions.count() == 1
    with hold_over():
        assert seen_by(classmate) == ["Il a mangé"]


def test_undoing_a_correction_gives_the_pupils_text_back(pupil, teacher):
    post = submitted(pupil, "Il a manger")
    theirs = post.revision
    post.correct("Il a mangé", by=teacher, digest=theirs.digest)
    post.undo(by=teacher)
    assert post.revision == theirs
    assert post.status == "pending"


def test_taking_down_is_at_once_and_restoring_opens_anew(pupil, classmate, teacher):
    post = published(pupil, teacher, "Oups")
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post), message="Parlons-en")
        assert (post.status, seen_by(classmate)) == ("removed", [])
        post.restore(by=teacher)
        with hold_over():
            assert (post.status, seen_by(classmate)) == ("published", ["Oups"])
    assert Publication.objects.count() == 2


def test_taking_down_is_at_once_for_what_an_approved_edit_has_not_replaced_yet(pupil, classmate, teacher):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        post.revise(by=pupil)
        post.submit("Après", by=pupil, key=key())
        post.publish(by=teacher, digest=post.revision.digest)
        assert seen_by(classmate) == ["Avant"], "the hold of the edit"
        post.take_down(by=teacher, articles=articles_of(post))
        assert seen_by(classmate) == []
        with hold_over():
            assert seen_by(classmate) == []


def test_taking_down_leaves_an_edit_waiting(pupil, classmate, teacher):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        post.revise(by=pupil)
        post.submit("Après", by=pupil, key=key())
        post.take_down(by=teacher, articles=articles_of(post))
        assert (post.status, post.revision.text) == ("pending", "Après")
        post.restore(by=teacher)
        with hold_over():
            assert seen_by(classmate) == ["Avant"]
            assert (post.status, post.revision.text) == ("pending", "Après")


def test_a_reply_needs_a_parent_that_shows(pupil, classmate, teacher):
    parent = published(pupil, teacher, "Qui vient ?")
    with hold_over():
        opened = Publication.objects.visible_to(classmate).get()
        reply = submitted(classmate, "Moi", reply_to=opened)
        parent.take_down(by=teacher, articles=articles_of(parent))
        with pytest.raises(ParentHidden):
            reply.publish(by=teacher, digest=reply.revision.digest)


def test_a_parent_taken_down_hides_its_thread(pupil, classmate, teacher):
    parent = published(pupil, teacher, "Qui vient ?")
    with hold_over():
        opened = Publication.objects.visible_to(classmate).get()
        published(classmate, teacher, "Moi", reply_to=opened)
        with hold_over():
            assert set(seen_by(pupil)) == {"Moi", "Qui vient ?"}
            parent.take_down(by=teacher, articles=articles_of(parent))
            assert seen_by(pupil) == []


def test_discarding_an_edit_leaves_what_shows(pupil, classmate, teacher):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        post.revise(by=pupil)
        post.discard(by=pupil)
        assert (post.status, seen_by(classmate)) == ("published", ["Avant"])


def test_a_discarded_draft_is_gone_for_its_author(pupil):
    post = drafted(pupil)
    post.discard(by=pupil)
    assert not Post.objects.written_by(pupil).exists()


def test_a_draft_that_was_never_sent_has_no_version_to_judge(pupil):
    with pytest.raises(Revision.DoesNotExist):
        _ = drafted(pupil).sent


def test_only_what_the_class_reads_is_asked_to_be_removed_and_by_its_author_alone(pupil, classmate, teacher):
    post = published(pupil, teacher)
    with pytest.raises(WrongStatus):
        post.ask_removal(by=pupil)
    with hold_over():
        with pytest.raises(WrongStatus):
            post.ask_removal(by=classmate)
        post.ask_removal(by=pupil)
    post.refresh_from_db()
    assert post.removal_asked_at is not None


def test_who_left_holds_no_hand(pupil, teacher):
    post = submitted(pupil)
    Membership.objects.filter(pk=teacher.pk).update(left_at=timezone.now())
    with pytest.raises(NotYours):
        post.publish(by=teacher, digest=post.revision.digest)


def test_a_move_that_waited_too_long_under_the_lock_leaves_nothing(pupil, teacher, monkeypatch):
    """Its instant would lie further back than open pages look for news."""
    post = submitted(pupil)
    ticks = iter((0.0, 5.01))
    monkeypatch.setattr(moving, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    with pytest.raises(TooSlow):
        post.publish(by=teacher, digest=post.revision.digest)
    assert not Publication.objects.exists()
    assert Transition.objects.count() == 1
    assert Post.objects.get().status == "pending"


def test_what_moved_round_the_lock_is_not_written_over(pupil, teacher, monkeypatch):
    """The lock makes this impossible; the conditional UPDATE is there for the day when it does not hold."""
    post = submitted(pupil)
    show = moving.show

    def show_meanwhile(post, step, revision):
        Post.objects.filter(pk=post.pk).update(moves=F("moves") + 1)
        return show(post, step, revision)

    monkeypatch.setattr(moving, "show", show_meanwhile)
    with pytest.raises(WrongStatus):
        post.publish(by=teacher, digest=post.revision.digest)
    assert not Publication.objects.exists()
    assert Transition.objects.count() == 1


def test_the_journal_is_a_chain(pupil, teacher):
    post = published(pupil, teacher)
    post.undo(by=teacher)
    steps = list(Transition.objects.order_by("number"))
    assert [s.move for s in steps] == ["submit", "publish", "undo"]
    assert [s.previous for s in steps] == ["", steps[0].digest, steps[1].digest]
    assert all(s.digest == s.fingerprint() for s in steps)


def refused_by_the_database(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_the_database_refuses_what_goes_round_the_hand(pupil, teacher):
    post = published(pupil, teacher)
    shown = Publication.objects.get()
    submit = Transition.objects.get(move="submit")
    refused_by_the_database(lambda: Revision.objects.update(text="autre"))
    refused_by_the_database(lambda: Revision.objects.all().delete())
    refused_by_the_database(lambda: Transition.objects.update(move="publish"))
    refused_by_the_database(lambda: Transition.objects.all()._raw_delete("default"))
    refused_by_the_database(lambda: Post.objects.filter(pk=post.pk).update(status="removed"))
    refused_by_the_database(lambda: Publication.objects.update(visible_from=post.created_at))
    refused_by_the_database(lambda: Publication.objects.all()._raw_delete("default"))
    Publication.objects.update(visible_until=shown.visible_from)
    refused_by_the_database(lambda: Publication.objects.update(visible_until=None))
    again = Publication(
        space=post.space, post=post, revision=post.revision, digest=post.revision.digest, transition=submit,
        visible_from=shown.visible_from, first_shown_at=shown.visible_from,
    )  # fmt: skip
    refused_by_the_database(again.save)
