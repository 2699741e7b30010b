"""A list brought in as a sheet, all or nothing; and taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from classroom.htmx import HtmxRequest
from moderation.watched import sheets
from moderation.watched.door import Door
from moderation.watched.keeping import WordsRefused, bring_in
from moderation.watched.views import page


def incoming(request: HtmxRequest, door: Door) -> HttpResponse:
    """A sheet: what is wrong with it, or what it would bring; kept only by the button that says so."""
    sheet, refusal = None, ""
    if request.method == "POST":
        file = request.FILES.get("file")
        sheet = sheets.read_file(file.read()) if file else sheets.read(request.POST.get("rows", ""))
        if "sure" in request.POST and not sheet.wrong:
            try:
                bring_in(door.owner, sheet.rows)
            except WordsRefused as full:
                refusal = str(full)
            else:
                messages.success(request, _("The list is kept."))
                return redirect(door.here)
    context = {"sheet": sheet, "refusal": refusal, "heads": sheets.heads()}
    refused = bool(sheet and sheet.wrong) or bool(refusal)
    return page(request, door, "moderation/watched/import.html", context, refused=refused)


def export(request: HtmxRequest, door: Door) -> HttpResponse:
    answer = HttpResponse(sheets.written(door.words), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mots-surveilles.csv"'
    return answer
