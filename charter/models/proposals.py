"""Articles that pupils propose."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from charter.models.charters import lock
from charter.models.drafting import draft_under_way
from charter.refusals import FrozenClass, NotYourHand, TooManyProposals
from classroom.models import Membership, Suggestion

MOST_WAITING = 5  # proposals of one pupil that wait to be read


class Proposal(Suggestion):
    """An article that a pupil proposes; accepted, its exact words enter the draft of the next version."""

    sentence = models.TextField(_("sentence"))  # ≤ 200 graphemes
    why = models.TextField(_("why"))  # ≤ 500

    class Meta:
        indexes = [models.Index(fields=["space", "status"], name="proposals_of_a_space")]

    def __str__(self) -> str:
        return self.sentence

    @classmethod
    @transaction.atomic
    def propose(cls, *, by: Membership, sentence: str, why: str) -> "Proposal":
        """Sends cleaned words to the teachers; the same words twice are one proposal.

        Raises NotYourHand, FrozenClass or TooManyProposals.
        """
        if not by.is_pupil:
            raise NotYourHand
        lock(by.space_id)
        if by.space.is_frozen:
            raise FrozenClass
        waiting = list(cls.objects.waiting_in(by.space).filter(author=by))
        for same in waiting:
            if (same.sentence, same.why) == (sentence, why):
                return same
        if len(waiting) >= MOST_WAITING:
            raise TooManyProposals
        return cls.objects.create(space=by.space, author=by, sentence=sentence, why=why)

    def accept(self, *, by: Membership) -> None:
        """Accepts these exact words: they end the draft of the next version, which begins if there was none.

        Raises NotYourHand, or AlreadyDecided.
        """
        if not by.teaches or by.space_id != self.space_id:
            raise NotYourHand
        with transaction.atomic():
            lock(self.space_id)
            super().accept(by=by)
            draft_under_way(by=by).add(by=by, sentence=self.sentence, why=self.why, pictogram="lightbulb")
