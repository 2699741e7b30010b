"""The class's board: what waits, what is to rework, what was published today. Four queries, however many texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.safestring import SafeString

from charter.models import Article
from classroom.models import ClassSpace, Membership, Suggestion
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from moderation.beside import Told, tell
from moderation.findings import Finding, not_run_on
from moderation.waiting import waited
from posts.lifecycle import VERDICTS, Status
from posts.models import Post, Publication, Revision, Transition
from posts.text import Change, diff, raw_view

CARDS = 50  # cards of a column; the others come up as these leave


class Beside(TypedDict):
    """What with_surroundings adds to a post."""

    before: str | None
    version: int
    parent_text: str | None
    cited: list[str] | None
    begins: datetime | None
    in_column: int  # on the whole board alone: how many texts its column holds


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Surrounded = WithAnnotations[Post, Beside]


@dataclass
class Card:
    """One text on the board, as ``member`` (a teacher of its space) reads it."""

    post: "Surrounded"
    member: Membership
    now: datetime
    articles: list[Article] = field(default_factory=list)  # cited when it was sent back
    findings: list[Finding] = field(default_factory=list)
    history: list[Told] = field(default_factory=list)

    @property
    def raw(self) -> SafeString:
        places = [(one.start, one.end) for one in self.findings if one.underlined]
        return raw_view(self.post.sent.text, places)

    @property
    def worries(self) -> bool:
        return any(one.kind == "distress" for one in self.findings)

    @property
    def not_run(self) -> list[str]:
        """The names of the checks that say nothing of this text."""
        return not_run_on(self.post.sent)

    @property
    def changes(self) -> list[Change]:
        """What changed since the version that was last decided about; empty for a first version."""
        return diff(self.post.before, self.post.sent.text) if self.post.before else []

    @property
    def waited(self) -> str:
        return waited(self.post.sent.created_at, self.now)

    @property
    def undoable(self) -> bool:
        return any(move.name == "undo" for move in self.post.moves_for(self.member))

    @property
    def shows_at(self) -> datetime | None:
        """When the class will see it, for what was approved outside the hours."""
        begins = self.post.begins
        return begins if begins and begins > self.now + timedelta(seconds=60) else None


class Board(NamedTuple):
    waiting: list[Card]
    returned: list[Card]
    published: list[Card]
    counts: dict[str, int]  # waiting, returned, published, removals, suggestions

    @property
    def oldest(self) -> str:
        since = min((card.post.sent.created_at for card in self.waiting), default=None)
        return waited(since, self.waiting[0].now) if since else ""

    @property
    def worrying(self) -> list[Card]:
        """Those in which words of distress were seen: they stand before the others."""
        return [card for card in self.waiting if card.worries]

    @property
    def to_see_first(self) -> list[Card]:
        """Those that hold a word of which the teachers asked to be warned."""
        return [card for card in self.waiting if any(one.kind == "watched_notify" for one in card.findings)]

    @property
    def more(self) -> int:
        """Texts that wait behind those displayed."""
        return self.counts["waiting"] - len(self.waiting)


def board_of(members: Sequence[Membership]) -> Board:
    """The board of the spaces where these members (of one person) teach."""
    now = timezone.now()
    hands = {member.space_id: member for member in members if member.teaches}
    if len(hands) == 1:
        posts = _of_class(now=now, midnight=_midnight(now), **standing_of(*hands.values()))
    else:
        posts = list(_posts(Post.objects.taught_by(*hands.values()), now, _midnight(now)))
    cards = [Card(post, hands[post.space_id], now) for post in posts]
    tell([card for card in cards if card.post.status != Status.PUBLISHED], now)
    columns = {status: [card for card in cards if card.post.status == status] for status in _COLUMNS}
    counts = {
        name: columns[status][0].post.in_column if columns[status] else 0 for status, name in _COLUMNS.items()
    }
    waiting, returned, published = columns.values()
    return Board(waiting, returned, published, counts | asked_of(hands))


_COLUMNS = {Status.PENDING: "waiting", Status.RETURNED: "returned", Status.PUBLISHED: "published"}


class Figures(NamedTuple):
    """What the board counts, and how long the oldest text has waited, in words."""

    counts: dict[str, int]
    oldest: str


def card_and_figures(member: Membership, post_id: UUID, *, across: bool) -> tuple[Card, Figures]:
    """A text of the member's space as it stands now, and the figures of its board: of the class, or ``across`` all.

    One query.
    """
    now = timezone.now()
    user, times = member.user_id if across else None, {"now": now, "midnight": _midnight(now)}
    [post] = _with_figures(post=post_id, user=user, on=timezone.localdate(), **times, **standing_of(member))
    counts = {name: getattr(post, f"count_{name}") for name in _COLUMNS.values()}
    return Card(post, member, now), Figures(counts, waited(post.since, now) if post.since else "")


@prepared
def _with_figures(*, post: UUID, user: UUID | None, on: date, now: datetime, midnight: datetime, **who: Any):
    member = stand_in(**who)
    mine = Post.objects.taught_by(member) if user is None else Post.objects.taught_everywhere_by(user, on)
    board = _on_the_board(mine, midnight).order_by().annotate(all=Value(1)).values("all")
    asked = {
        f"count_{name}": Coalesce(
            Subquery(board.annotate(n=Count("pk", filter=Q(status=status))).values("n")), 0
        )
        for status, name in _COLUMNS.items()
    }
    pending = board.filter(status=Status.PENDING).annotate(since=Min("revision__created_at")).values("since")
    posts = with_surroundings(Post.objects.taught_by(member), now)
    return posts.filter(pk=post).annotate(since=Subquery(pending), **asked)


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _on_the_board(posts, midnight: datetime):
    lately = ~Q(status=Status.PUBLISHED) | Q(moved_at__gte=midnight)
    return posts.filter(lately, status__in=list(_COLUMNS))


@prepared
def _of_class(*, now: datetime, midnight: datetime, **who: Any):
    return _posts(Post.objects.taught_by(stand_in(**who)), now, midnight)


def _posts(posts, now: datetime, midnight: datetime):
    """The posts of each column: what waits, words that worry then the oldest first; the others, the last one first."""
    calm = Choose(When(status=Status.PENDING, revision__checked__worries=True, then=0), default=1)
    age = Choose(When(status=Status.PENDING, then=F("revision__created_at")))
    column = [F("status")]
    ranked = with_surroundings(_on_the_board(posts, midnight), now).annotate(
        rank=Window(RowNumber(), column, [calm.asc(), age.asc(), F("moved_at").desc(), F("pk").asc()]),
        in_column=Window(Count("*"), column),
    )
    return ranked.filter(rank__lte=CARDS).order_by("status", "rank")


def with_surroundings(posts, now: datetime):
    """Beside each: ``before`` (what was last decided about), ``version``, ``parent_text``, ``cited``, ``begins``."""
    opened = Publication.objects.open()
    parent = opened.filter(post=OuterRef("reply_to"), visible_from__lte=now).values("revision__text")[:1]
    verdict = Transition.objects.filter(post=OuterRef("pk"), number=OuterRef("verdict_number"))
    own = Revision.objects.filter(
        post=OuterRef("pk"), made_by=OuterRef("author"), number__lte=OuterRef("revision__number")
    )
    number = own.order_by().values("post").annotate(n=Count("pk")).values("n")
    return posts.annotate(
        before=Subquery(_read_before().values("text")[:1]),
        version=Coalesce(Subquery(number), 1),
        parent_text=Subquery(parent),
        cited=Subquery(verdict.values("articles")[:1]),
        begins=Subquery(opened.filter(post=OuterRef("pk")).values("visible_from")[:1]),
    ).select_related("revision__checked", "author__user", "space", "reply_to__author")


def _read_before():
    """The version that a teacher last decided about before this one; a verdict undone was none."""
    undone = Transition.objects.filter(post=OuterRef("post"), move="undo", undoes=OuterRef("number"))
    decided = Transition.objects.filter(
        ~Exists(undone), post=OuterRef("post"), revision_digest=OuterRef("digest"), move__in=VERDICTS
    )
    earlier = Revision.objects.filter(post=OuterRef("pk"), number__lt=OuterRef("revision__number"))
    return earlier.filter(Exists(decided)).order_by("-number")


def asked_of(spaces: Iterable[UUID]) -> dict[str, int]:
    """How many removals authors ask for, and how many suggestions wait, in these spaces. One query."""
    removals = _counted(Post.objects.filter(space=OuterRef("pk"), shown=True, removal_asked_at__isnull=False))
    waiting: Any = 0
    for kind in Suggestion.__subclasses__():
        waiting = _counted(kind.objects.waiting_in(OuterRef("pk"))) + waiting
    found = ClassSpace.objects.filter(pk__in=list(spaces)).values_list(removals, waiting)
    rows = list(found)
    return {"removals": sum(row[0] for row in rows), "suggestions": sum(row[1] for row in rows)}


def _counted(found) -> Coalesce:
    counted = found.order_by().values("space").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def removals_asked(member: Membership) -> list[Publication]:
    """What shows in the member's space and its author asked to have taken down, the oldest request first."""
    if not member.teaches:
        return []
    asked = Publication.objects.open().filter(space=member.space_id, post__removal_asked_at__isnull=False)
    return list(asked.select_related("revision", "post__author__user").order_by("post__removal_asked_at"))
