"""What the embedded server refuses to start with, and what it makes ready before it answers."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command
from django.db import connection
from environ import Env

from classroom import guards, making_ready, serving
from classroom.making_ready import NotReady
from classroom.serving import Address, refusals

ROOT = Path(__file__).parents[2]
SECRET, EVERYWHERE = "s" * 50, "0.0.0.0"  # noqa: S104 - an argument, nothing listens


@pytest.fixture
def sound(settings):
    """Settings as a school's should be."""
    settings.DEBUG, settings.PRODUCTION = False, True
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = SECRET, ["ardoise.ecole.fr"]
    return settings


def self_signed(folder):
    """A certificate and its key, as two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ardoise.ecole.fr")]), datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    (folder / "c.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    shape = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "k.pem").write_bytes(key.private_bytes(*shape))
    return str(folder / "c.pem"), str(folder / "k.pem")


def test_sound_settings_are_not_refused(sound):
    assert refusals(Address()) == []
    assert refusals(Address(EVERYWHERE, behind_proxy=True)) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "ARDOISE_DEBUG"),
        ("PRODUCTION", False, "ARDOISE_DEMO"),
        ("SECRET_KEY", "short", "ARDOISE_SECRET"),
        ("SECRET_KEY_FALLBACKS", ["f" * 50, "cut"], "ARDOISE_OLD_SECRETS"),
        ("CACHES", {"default": Env.cache_url_config("rediscache://127.0.0.1:6379")}, "CACHE_URL"),
        ("ALLOWED_HOSTS", [], "ARDOISE_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "ARDOISE_HOSTS"),
    ],
)
def test_each_unsafe_setting_is_refused_by_its_own_sentence(sound, name, value, said):
    setattr(sound, name, value)
    [sentence] = refusals(Address())
    assert said in sentence


def test_former_secrets_are_listed_with_commas_and_spaces_and_none_is_empty():
    listed = {"ARDOISE_SECRET": SECRET, "ARDOISE_OLD_SECRETS": " one, two ,, "}
    asked = "from classroom import settings; print(settings.SECRET_KEY_FALLBACKS)"
    told = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=os.environ | listed,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "['one', 'two']"


def test_plain_http_stays_on_this_machine(sound):
    assert not refusals(Address("127.0.0.1")) + refusals(Address("::1")) + refusals(Address("localhost"))
    for host in (EVERYWHERE, "192.168.1.10", "::", "ardoise.ecole.fr"):
        [sentence] = refusals(Address(host))
        assert "clear" in sentence


def test_a_port_that_is_taken_is_said(sound):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert "already" in serving.cannot_listen(Address(port=port))
        with pytest.raises(CommandError, match="already"):
            call_command("serve", port=port)
    assert serving.cannot_listen(Address(port=port)) == ""


def test_a_certificate_goes_with_its_key(sound):
    assert "--key" in refusals(Address(EVERYWHERE, cert="c.pem"))[0]


def test_a_certificate_and_a_key_that_open_are_not_refused(sound, tmp_path):
    cert, key = self_signed(tmp_path)
    assert refusals(Address(EVERYWHERE, cert=cert, key=key)) == []


def test_a_certificate_that_does_not_open_is_said_before_the_start(sound, tmp_path):
    cert, key = self_signed(tmp_path)
    for broken in (("no.pem", key), (cert, "no.pem"), (cert, cert), (key, key)):
        [sentence] = refusals(Address(EVERYWHERE, cert=broken[0], key=broken[1]))
        assert "certificate" in sentence


def test_an_address_is_what_people_type():
    assert Address(port=8000).url() == "http://localhost:8000"
    assert Address(EVERYWHERE, 443, "c", "k").url("ardoise.ecole.fr") == "https://ardoise.ecole.fr:443"
    assert Address(behind_proxy=True).url("ardoise.ecole.fr") == "https://ardoise.ecole.fr"


def test_the_command_refuses_before_it_touches_anything(settings, monkeypatch):
    monkeypatch.setattr("classroom.management.commands.serve.make_ready", pytest.fail)
    with pytest.raises(CommandError, match="ARDOISE_SECRET"):
        call_command("serve")


def test_without_a_secret_nothing_starts_and_a_sentence_says_so():
    env = {"PATH": os.environ["PATH"], "ARDOISE_DATA": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("ARDOISE_SECRET is missing")


@pytest.mark.django_db
def test_the_first_run_prints_its_link(sound, monkeypatch):
    ran = []
    monkeypatch.setattr("classroom.management.commands.serve.make_ready", lambda say: None)
    monkeypatch.setattr(
        "classroom.management.commands.serve.run", lambda address, workers: ran.append(address)
    )
    monkeypatch.setattr("classroom.management.commands.serve.checkpoint", lambda: None)
    out = StringIO()
    call_command("serve", port=8123, stdout=out)
    assert "http://ardoise.ecole.fr:8123/set-up/" in out.getvalue()
    assert ran == [Address(port=8123)]


def test_the_server_says_nothing_of_itself_and_writes_no_address_down():
    config = serving.configuration(Address())
    assert (config.access_log, config.server_header, config.proxy_headers) == (False, False, False)
    assert config.timeout_graceful_shutdown == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("sqlite3")
def test_guards_that_were_removed_are_put_back_and_said():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER publication_is_decided")
    said = []
    making_ready.check_guards(said.append)
    assert "1 guards" in said[0]
    assert not guards.missing()


@pytest.mark.django_db
def test_guards_that_do_not_stay_stop_the_start(monkeypatch):
    monkeypatch.setattr(guards, "missing", lambda: {"one"})
    monkeypatch.setattr(guards, "install", lambda: None)
    with pytest.raises(NotReady, match="guards"):
        making_ready.check_guards(lambda said: None)


@pytest.mark.django_db
@pytest.mark.only_on("sqlite3")
def test_a_database_that_can_lose_what_it_acknowledged_stops_the_start(monkeypatch):
    monkeypatch.setattr(making_ready, "DURABLE", {"foreign_keys": 7})
    with pytest.raises(NotReady, match="foreign_keys"):
        making_ready.check_durability()


@pytest.mark.django_db
@pytest.mark.only_on("sqlite3")
def test_a_network_disk_is_feared(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"here / ext4 rw 0 0\nserver:/x {tmp_path.resolve()} nfs4 rw 0 0\n")
    assert making_ready.far_disk(tmp_path / "data", mounts) == "nfs4"
    assert making_ready.far_disk(Path("/somewhere"), mounts) == ""
    assert making_ready.far_disk(tmp_path, tmp_path / "none") == ""


def test_static_files_are_collected_when_a_source_has_changed(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    collected = []
    monkeypatch.setattr(making_ready, "call_command", lambda name, **options: collected.append(name))
    for fingerprint in ("one", "one", "two"):
        monkeypatch.setattr(making_ready, "_fingerprint", lambda now=fingerprint: now)
        making_ready.collect_static(lambda said: None)
    assert collected == ["collectstatic", "collectstatic"]


def test_a_fingerprint_says_each_source():
    assert making_ready._fingerprint() == making_ready._fingerprint()
