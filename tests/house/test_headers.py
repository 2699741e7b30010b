"""What every page says to the browser; and what the settings make of the cookies where the product is served."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.house.matrix import TABLE
from tests.house.rules import object_of
from tests.house.test_matrix import address
from tests.house.tree import ROOT

SAID = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\son[a-z]+\s*=|\sstyle\s*=|javascript:", re.I
)
ELSEWHERE = re.compile(r"""\s(?:src|srcset|action|poster)=["']?(?:https?:)?//""", re.I)
LINKED = re.compile(r"""<link\b[^>]*href=["']?(?:https?:)?//""", re.I)


def policy_of(answer) -> dict[str, str]:
    said = answer["Content-Security-Policy"].split(";")
    return {name: value for name, _space, value in (each.strip().partition(" ") for each in said)}


@pytest.mark.parametrize("actor", ["anonymous", "pupil", "teacher", "school admin"])
def test_every_answer_is_closed_to_other_origins_and_kept_by_nobody(stage, actor):
    browser, pages = stage.browser(actor), 0
    for line in TABLE:
        answer = browser.get(address(line, object_of(stage, line.about)))
        assert {name: answer.get(name) for name in SAID} == SAID, line.route
        assert "no-store" in answer["Cache-Control"], line.route
        policy = policy_of(answer)
        assert POLICY.items() <= policy.items(), line.route
        assert "unsafe" not in str(policy), line.route
        assert "*" not in str(policy), line.route
        if answer["Content-Type"].startswith("text/html") and answer.content:
            page = answer.content.decode()
            assert not INLINE.search(page), (line.route, INLINE.search(page))
            assert not ELSEWHERE.search(page), line.route
            assert not LINKED.search(page), line.route
            pages += 1
    assert pages > 15


def test_every_cookie_is_for_this_site_only_and_out_of_a_script_s_reach(stage):
    for actor in ("anonymous", "pupil", "teacher"):
        browser = stage.browser(actor)
        for line in TABLE:
            for answer in (
                browser.get(address(line, object_of(stage, line.about))),
                browser.post(address(line, object_of(stage, line.about)), line.says(stage)),
            ):
                for name, cookie in answer.cookies.items():
                    if cookie.value:  # one that is being deleted says nothing
                        assert cookie["httponly"], (line.route, name)
                        assert cookie["samesite"] in ("Lax", "Strict"), (line.route, name)
                        assert (cookie["path"], cookie["domain"]) == ("/", ""), (line.route, name)


# --- where it is served -----------------------------------------------------------------------------------------------
LOOK = """
import json, sys
import django
from django.conf import settings
django.setup()
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
answer = Client().get(sys.argv[1], secure=True, headers={"host": "ardoise.example"})
flags = ["secure", "httponly", "samesite", "path", "domain"]
print(json.dumps({
    "cookies": {name: [cookie[flag] for flag in flags] for name, cookie in answer.cookies.items()},
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.MFA_TRUST_COOKIE_NAME],
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "hsts": answer.get("Strict-Transport-Security", ""),
    "status": answer.status_code,
    "debug": settings.DEBUG,
    "factor": settings.SECOND_FACTOR_REQUIRED,
}))
"""


def process(tmp_path, page: str = "/door/words/", **said: str) -> subprocess.CompletedProcess:
    known = {
        "PATH": os.environ["PATH"],
        "ARDOISE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "classroom.settings",
    }
    asked = [sys.executable, "-c", LOOK, page]
    return subprocess.run(asked, cwd=ROOT, env=known | said, capture_output=True, text=True)


def served(tmp_path, page: str = "/door/words/", **said: str) -> dict:
    done = process(tmp_path, page, **said)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_in_production_cookies_are_bound_to_the_host_and_the_lock(tmp_path):
    known = {"ARDOISE_SECRET": "s" * 60, "ARDOISE_HOSTS": "ardoise.example"}
    found = served(tmp_path, "/healthz", **known)  # no page: static files are collected by `serve` only
    assert found["names"] == ["__Host-session", "__Host-csrf", "__Host-trusted"]
    assert found["secure"] == [True, True]
    assert found["debug"] is False
    assert "max-age=31536000" in found["hsts"]
    assert found["factor"] is True


def test_secured_cookies_carry_every_flag(tmp_path):
    found = served(tmp_path, ARDOISE_DEBUG="1", ARDOISE_SECURE="1", ARDOISE_HOSTS="ardoise.example")
    assert found["status"] == 200
    assert found["cookies"]["__Host-csrf"] == [True, True, "Lax", "/", ""]
    assert all(name.startswith("__Host-") for name in found["cookies"])
    assert "max-age=31536000" in found["hsts"]
    assert "includeSubDomains" in found["hsts"]


def test_on_the_loopback_in_plain_http_nothing_pretends_to_be_secure(tmp_path):
    found = served(tmp_path, ARDOISE_DEMO="1", ARDOISE_HOSTS="ardoise.example", ARDOISE_DEBUG="1")
    assert found["names"] == ["session", "csrf", "trusted"]
    assert found["hsts"] == ""


@pytest.mark.parametrize("missing", ["ARDOISE_SECRET"])
def test_production_does_not_start_without_its_secret(tmp_path, missing):
    done = process(tmp_path, ARDOISE_HOSTS="ardoise.example")
    assert done.returncode != 0
    assert missing in done.stderr
