"""The import on screen: a list, its preview, and nothing written before the button that says how many accounts."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django_htmx.http import HttpResponseClientRedirect

from classroom.access import member_required, school_admin_required
from classroom.htmx import HtmxRequest, dressed
from classroom.models import Membership, School
from classroom.models.spaces import TEACHES, Role

from .creation import Changed, Undecided, Written, apply
from .plan import Plan, plan
from .readers import Roster, RosterRefused, read_file, read_text
from .roster import MAX_BYTES, too_large
from .scope import Scope, scope_of, scope_of_school
from .sealed import Broken, seal, unseal
from .sentences import told

members_screen = member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))


@dataclass(frozen=True)
class Door:
    """One of the two places to import at: a class, or the whole school."""

    scope: Scope
    owner: str
    here: str
    accounts: str
    after: str

    def after_writing(self, written: Written) -> str:
        """To the roll of the class that was filled, if it was only one."""
        if len(written.spaces) == 1:
            return reverse("members:list", args=[written.spaces[0].slug])
        return self.after


def of_class(member: Membership) -> Door:
    slug, scope = member.space.slug, scope_of(member)
    urls = [reverse(f"members:{name}", args=[slug]) for name in ("import", "accounts", "list")]
    return Door(scope, f"member {member.pk}", *urls)


def of_school(request: HtmxRequest, school: School) -> Door:
    urls = [reverse(f"school:{name}") for name in ("import", "accounts", "home")]
    return Door(scope_of_school(school), f"school {school.pk} {request.user.pk}", *urls)


@sensitive_post_parameters()
@members_screen
def roster(request: HtmxRequest, member: Membership) -> HttpResponse:
    return _roster(request, of_class(member))


@sensitive_post_parameters()
@members_screen
def accounts(request: HtmxRequest, member: Membership) -> HttpResponse:
    return _accounts(request, of_class(member))


@sensitive_post_parameters()
@school_admin_required
def school_roster(request: HtmxRequest, school: School) -> HttpResponse:
    return _roster(request, of_school(request, school))


@sensitive_post_parameters()
@school_admin_required
def school_accounts(request: HtmxRequest, school: School) -> HttpResponse:
    return _accounts(request, of_school(request, school))


def _roster(request: HtmxRequest, door: Door) -> HttpResponse:
    """GET: where to drop a list. POST: its preview, which writes nothing."""
    if request.method != "POST":
        return _asked(request, door)
    try:
        roster = _read(request, door)
    except (RosterRefused, Broken) as refusal:
        return _asked(request, door, refusal=str(refusal), status=422)
    return previewed(request, door, _planned(request, door, roster))


def _accounts(request: HtmxRequest, door: Door) -> HttpResponse:
    """POST: writes what the preview showed, or shows the preview that is true now."""
    if request.method != "POST":
        return redirect(door.here)
    try:
        roster = unseal(request.POST.get("roster", ""), door.owner)
        written = apply(_planned(request, door, roster), seen=request.POST.get("digest", ""))
    except Broken as refusal:
        return _asked(request, door, refusal=str(refusal), status=422)
    except Changed as changed:
        return previewed(request, door, changed.plan, notice="changed", status=409)
    except Undecided as undecided:
        return previewed(request, door, undecided.plan, notice="undecided", status=422)
    except LookupError as gone:  # the right to write here ended meanwhile
        raise Http404 from gone
    messages.success(request, told(written))
    after = door.after_writing(written)
    return HttpResponseClientRedirect(after) if request.htmx else redirect(after)


def _read(request: HtmxRequest, door: Door) -> Roster:
    """From the preview's own seal, from a file (in memory), or from what was pasted."""
    if request.POST.get("roster"):
        return unseal(request.POST["roster"], door.owner)
    file = request.FILES.get("file")
    if file and (file.size or 0) > MAX_BYTES:  # past the server's own limit, its bytes were not even kept
        raise too_large()
    return read_file(file.name or "", file.read()) if file else read_text(request.POST.get("names", ""))


def _planned(request: HtmxRequest, door: Door, roster: Roster) -> Plan:
    """The plan with what was answered in the form: row-<number> and class-<key>."""
    said = request.POST.dict().items()
    answers = {int(k[4:]): str(v) for k, v in said if k.startswith("row-") and k[4:].isdecimal()}
    routes = {k[6:]: str(v) for k, v in said if k.startswith("class-")}
    return plan(door.scope, roster, routes=routes, answers=answers)


def _asked(request: HtmxRequest, door: Door, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"door": door, "refusal": refusal, "names": request.POST.get("names", "")}
    page, fragment = "classroom/members/import.html", "classroom/members/_import.html"
    return dressed(request, page, fragment, context, status=status)


def previewed(
    request: HtmxRequest, door: Door, plan: Plan, *, notice: str = "", status: int = 200
) -> HttpResponse:
    context = {"door": door, "plan": plan, "notice": notice, "sealed": seal(plan.roster, door.owner)}
    page, fragment = "classroom/members/preview.html", "classroom/members/_preview.html"
    return dressed(request, page, fragment, context, status=status)
