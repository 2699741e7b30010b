"""Who reads the lexicon, and in which class: its entries are for everybody, a class's own words for that class."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, resolve, reverse

from classroom.access import load_member
from classroom.htmx import HtmxRequest
from classroom.lexicon.registry import FEATURES
from classroom.models import Membership, Visit
from classroom.models.spaces import Level, Role


@dataclass(frozen=True, slots=True)
class Reader:
    """``member`` is None for who reads outside any class; ``named`` when the address names the class."""

    member: Membership | None
    named: bool
    is_adult: bool

    @property
    def query(self) -> str:
        """What the lexicon's own links carry on, so that one stays in the class: "?class=5e-b" or ""."""
        return "?" + urlencode({"class": self.member.space.slug}) if self.member and self.named else ""

    @property
    def unfolds(self) -> bool:
        """Whether the longer text is open at once: from the collège on, and for adults outside a class."""
        if self.member is None:
            return self.is_adult
        return self.member.space.level in (Level.COLLEGE, Level.LYCEE)


def reader_of(request: HtmxRequest) -> Reader:
    """The class that the address names (Http404 when it is not the reader's), else the only one they are in."""
    user, slug = request.user, request.GET.get("class", "")
    if not user.is_authenticated:
        return Reader(None, False, False)
    member = _named(request, slug) if slug else _only(user)
    if member:
        request.member = member  # the frame shows the class
    return Reader(member, bool(slug), not user.is_pupil)


def _named(request: HtmxRequest, slug: str) -> Membership:
    member = load_member(request, slug)
    if member.administers:
        Visit.objects.create(space=member.space, member=member, page=request.resolver_match.view_name)
    return member


def _only(user) -> Membership | None:
    """A school admin belongs to each class of the school, and never enters one without asking for it by name."""
    members = Membership.objects.of(user).exclude(role=Role.SCHOOL_ADMIN)[:2]
    return members[0] if len(members) == 1 else None


def screen_of(slug: str, member: Membership | None) -> str:
    """The address of the screen where the feature is seen, if this reader may open it; "" otherwise."""
    feature = FEATURES.get(slug)
    if feature is None or not feature.screen or member is None:
        return ""
    for args in ([member.space.slug], []):
        try:
            address = reverse(feature.screen, args=args)
        except NoReverseMatch:
            continue
        roles = getattr(resolve(address).func, "roles", None)
        return address if roles is None or member.role in roles else ""
    return ""
