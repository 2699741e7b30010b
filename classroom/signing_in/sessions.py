"""What a teacher does at the class's door: hold it open, end the session, unlock a pupil."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classroom.access import teacher_required
from classroom.models import ClassSpace, Membership
from classroom.signing_in import cards, throttle

HELD_OPEN = timedelta(hours=1)


def open_session(space: ClassSpace) -> None:
    """Cards and words open the class for an hour, whatever its hours say."""
    space.session_open_until = timezone.now() + HELD_OPEN
    space.save(update_fields=["session_open_until"])


def close_session(space: ClassSpace) -> int:
    """« Fin de séance »: the door is no longer held, and every pupil is signed out. How many pupils."""
    space.session_open_until = None
    space.save(update_fields=["session_open_until"])
    return cards.end_sessions_of(space)


@require_POST
@teacher_required
def session(request: HttpRequest, member: Membership) -> HttpResponse:
    if request.POST.get("session") == "open":
        open_session(member.space)
        messages.success(request, _("The session is open for one hour: cards and words work."))
    else:
        close_session(member.space)
        messages.success(request, _("The session is over: every pupil is signed out. Drafts are kept."))
    return redirect("members:list", member.space.slug)


@require_POST
@teacher_required
def unlocking(request: HttpRequest, member: Membership, member_id: UUID) -> HttpResponse:
    pupil = (
        Membership.objects.active().filter(space=member.space, pk=member_id).select_related("user").first()
    )
    try:
        if pupil is None:
            raise Http404
        throttle.unlock(pupil.user, by=member)
    except LookupError as none_of_theirs:
        raise Http404 from none_of_theirs
    messages.success(request, _("%(name)s can try again now.") % {"name": pupil.name})
    return redirect("members:list", member.space.slug)
