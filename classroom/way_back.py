"""Where a form's ``next`` leads: to a page of ours, or to none."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, asked: str, otherwise: str = "/") -> str:
    """``asked`` when it is an address of this house; a word that is no address would be taken for a route's name."""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours and asked.startswith(("/", "http")) else otherwise
