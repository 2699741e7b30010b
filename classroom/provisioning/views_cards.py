"""Cards for a class: who gets one, then the cards themselves, shown once, as a page to print or as a PDF."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from classroom.access import member_required
from classroom.models import ClassSpace, Membership, SignInCard
from classroom.models.spaces import TEACHES, Role
from classroom.provisioning import printed
from classroom.provisioning.once import first_time, fresh_key
from classroom.signing_in.cards import issue_many, void_cards_of

ALL, WITHOUT, ONE = "all", "without", "one"


@member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))
def cards(request: HttpRequest, member: Membership) -> HttpResponse:
    """A GET asks for whom. A POST makes the cards and shows them: their secrets are known at that moment only."""
    pupils = _pupils(member.space)
    carried = set(
        SignInCard.objects.filter(user__in=[p.user_id for p in pupils], voided_at=None).values_list(
            "user", flat=True
        )
    )
    if request.method != "POST":
        return _choice(request, member, pupils, carried)
    chosen = _chosen(request, pupils, carried)
    if not chosen:
        return _choice(request, member, pupils, carried, refusal=_("Choose a pupil. No card was made."))
    if not first_time(request):
        messages.warning(
            request,
            _("These cards were made already, and are shown once only. Those on paper are still good."),
        )
        return redirect("members:cards", member.space.slug)
    return _shown(request, member.space, chosen)


def _pupils(space: ClassSpace) -> list[Membership]:
    pupils = Membership.objects.active().pupils().filter(space=space).select_related("user", "space")
    return list(pupils.order_by("display_name", "id"))


def _choice(
    request: HttpRequest, member: Membership, pupils: list[Membership], carried: set, refusal: str = ""
) -> HttpResponse:
    one = request.GET.get("member", "").replace("-", "")
    without = [pupil for pupil in pupils if pupil.user_id not in carried]
    context = {
        "pupils": [(pupil, pupil.user_id in carried) for pupil in pupils],
        "carried": len(carried),
        "without": len(without),
        "one": one,
        "who": ONE if one else WITHOUT if without else ALL,
        "once": fresh_key(),
        "refusal": refusal,
        "space": member.space,
    }
    return render(request, "classroom/cards/cards.html", context, status=422 if refusal else 200)


def _chosen(request: HttpRequest, pupils: list[Membership], carried: set) -> list[Membership]:
    who = request.POST.get("who")
    if who == ALL:
        return pupils
    if who == WITHOUT:
        return [pupil for pupil in pupils if pupil.user_id not in carried]
    return [pupil for pupil in pupils if pupil.pk.hex == request.POST.get("member", "")]


def _shown(request: HttpRequest, space: ClassSpace, chosen: Sequence[Membership]) -> HttpResponse:
    """In the language of the school, whoever prints; kept in no cache."""
    issued = issue_many([pupil.user for pupil in chosen])
    door = request.build_absolute_uri(reverse("card_door"))
    paper = printed.printed(issued, chosen, address=request.get_host(), door=door)
    if request.POST.get("as") == "pdf":
        with override(space.school.language):
            response = HttpResponse(printed.pdf(paper), content_type="application/pdf")
        name = slugify(f"{_('cards')} {space.name}")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    else:
        context = {"sheets": printed.sheets(paper), "space": space, "n": len(paper)}
        response = render(request, "classroom/cards/sheets.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))
def cards_voiding(request: HttpRequest, member: Membership) -> HttpResponse:
    """All the class's cards at once: whoever found one is out at the next request."""
    void_cards_of(member.space)
    messages.success(
        request, _("All the cards of the class are void, and its pupils are signed out. Print new ones.")
    )
    return redirect("members:cards", member.space.slug)
