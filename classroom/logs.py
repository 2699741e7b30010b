"""What is written down: one JSON object a line, with routes, figures and ids, never a text, a name or a token."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

access_log = logging.getLogger("ardoise.access")
FACTS = ("route", "method", "status", "ms", "fact")


class JsonLines(logging.Formatter):
    """The record's message is kept for our own loggers alone: a library's could quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.name.startswith("ardoise") or record.levelno < logging.WARNING:
            line["message"] = record.getMessage() if record.name.startswith("ardoise") else record.msg
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__  # the type; the message could hold a text
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(traceback) -> list[str]:
    places = []
    while traceback:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-8:]


class RequestLog:
    """One line a request: the route's name instead of its address, so that no id or token is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        facts = {
            "route": match.view_name if match else "-",
            "method": request.method,
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        }
        access_log.info("request", extra=facts)
        return response
