"""./run, in a copy of its own where Python and pip only write down what they were asked."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

RECORDER = '#!/bin/sh\necho "$(basename "$0") demo=${ARDOISE_DEMO:-} lan=${ARDOISE_LAN:-} $*" >>"$LOG"\n'
TOOLS = ("sh", "basename", "cat", "cmp", "cp", "date", "dirname", "find", "grep", "id", "mktemp", "rm")


@pytest.fixture
def house(tmp_path):
    """A copy of `run` that is already set up: nothing but recorders, coreutils and a compiled catalogue."""
    (tmp_path / "run").write_text(
        (Path(settings.BASE_DIR) / "run")
        .read_text()
        .replace("/usr/lib/postgresql", str(tmp_path / "nowhere"))
    )
    for folder in ("bin", ".venv/bin", "locale/fr/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)
    for python in ("bin/python3", ".venv/bin/python"):
        (tmp_path / python).write_text(RECORDER)
        (tmp_path / python).chmod(0o755)
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    for name, stamp in (("requirements.lock", "runtime"), ("requirements-dev.lock", "dev")):
        (tmp_path / name).write_text(name)
        (tmp_path / f".venv/installed-{stamp}.lock").write_text(name)
    (tmp_path / "locale/fr/LC_MESSAGES/django.mo").write_text("")
    return tmp_path


def run(house: Path, *arguments: str, **env: str) -> tuple[int, list[str], str]:
    """Exit status, what the recorders wrote, what was said to the person."""
    log = house / "log"
    log.write_text("")
    ran = subprocess.run(
        ["/bin/sh", house / "run", *arguments],
        env={"PATH": str(house / "bin"), "LOG": str(log), "HOME": str(house)} | env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ran.returncode, log.read_text().splitlines(), ran.stderr


def test_the_demo_is_handed_its_arguments(house):
    assert run(house, "demo", "--port", "8123")[:2] == (0, ["python demo=1 lan= manage.py demo --port 8123"])


def test_the_demo_on_the_local_network_says_so_to_the_settings(house):
    assert run(house, "demo", "--lan")[1] == ["python demo=1 lan=1 manage.py demo --lan"]


def test_the_demo_never_opens_a_schools_database(house):
    (house / ".venv/bin/python").write_text(
        '#!/bin/sh\necho "db=${DATABASE_URL:-} secret=${ARDOISE_SECRET:-}" >>"$LOG"\n'
    )
    school = {"DATABASE_URL": "postgres://school", "ARDOISE_SECRET": "theirs"}
    assert run(house, "demo", **school)[1] == ["db= secret="]
    assert run(house, "serve", **school)[1] == ["db=postgres://school secret=theirs"]


def test_serve_is_no_demo(house):
    assert run(house, "serve", "--port", "1")[1] == ["python demo= lan= manage.py serve --port 1"]


def test_nothing_is_installed_twice(house):
    assert run(house, "manage", "check")[1] == ["python demo= lan= manage.py check"]


def test_a_changed_lock_is_installed_once_with_its_digests(house):
    (house / "requirements.lock").write_text("something else")
    _status, asked, said = run(house, "manage", "check")
    assert "Installing requirements.lock" in said
    assert any(
        "pip --python .venv/bin/python install" in each and "--require-hashes" in each for each in asked
    )
    assert run(house, "manage", "check")[1] == ["python demo= lan= manage.py check"]


def test_an_environment_whose_python_is_gone_is_made_again(house):
    (house / ".venv/bin/python").unlink()
    _status, asked, said = run(house, "manage", "check")
    assert "Making .venv" in said
    assert "python3 demo= lan= -m venv --clear --without-pip .venv" in asked


def test_the_developers_set_up_holds_the_schools(house):
    (house / "requirements.lock").write_text("new")
    (house / "requirements-dev.lock").write_text("new too")
    run(house, "test", "tests/house")
    assert run(house, "manage", "check")[1] == ["python demo= lan= manage.py check"]


def test_a_changed_catalogue_is_compiled_before_anything_starts(house):
    later = (house / "locale/fr/LC_MESSAGES/django.mo").stat().st_mtime + 10
    (house / "locale/fr/posts.po").write_text("")
    os.utime(house / "locale/fr/posts.po", (later, later))
    assert run(house, "demo")[1] == [
        "python demo= lan= manage.py messages --compile",
        "python demo=1 lan= manage.py demo",
    ]


def test_named_tests_run_alone(house):
    assert run(house, "test", "tests/posts", "-k", "queue")[1] == [
        "python demo= lan= -m pytest tests/posts -k queue"
    ]


def test_what_cannot_run_is_said_loudly(house):
    status, _asked, said = run(house, "test")
    assert status == 0
    assert "SKIPPED: every browser test" in said
    assert "SKIPPED: every test on PostgreSQL" in said
    assert said.strip().splitlines()[-1].startswith("\033[1;33m!! Green, but not everything ran")


def test_under_ci_what_cannot_run_is_a_failure(house):
    status, asked, said = run(house, "test", CI="true")
    assert status == 1
    assert "A skip is a failure" in said
    assert asked == []


@pytest.fixture
def ci(house):
    """Where nothing is missing: a browser and a PostgreSQL that only write down what they were asked."""
    for name in ("initdb", "pg_ctl", "chromium"):
        (house / "bin" / name).write_text(RECORDER)
        (house / "bin" / name).chmod(0o755)
    (house / "bin/chmod").symlink_to(shutil.which("chmod"))
    (house / "bin/id").unlink()
    (house / "bin/id").write_text("#!/bin/sh\necho 1000\n")
    (house / "bin/id").chmod(0o755)
    return house


def test_under_ci_both_halves_are_traced_and_held_to_their_share_together(ci):
    status, asked, said = run(ci, "test", CI="true", TMPDIR=str(ci))
    halves = [line for line in asked if "pytest" in line and "-n 2" in line]
    gates = [line.partition("-m coverage ")[2] for line in asked if "-m coverage" in line]
    assert status == 0, said
    assert ["--cov-append" in half for half in halves] == [False, True], "the second half adds to the first"
    assert all("--cov " in half for half in halves)
    assert gates[0] == "report --fail-under=98"
    assert gates[1].startswith("report --include=classroom/access.py,")
    assert gates[1].endswith(" --fail-under=100")
    assert asked.index(halves[1]) < asked.index(next(line for line in asked if "-m coverage" in line))


@pytest.mark.parametrize("gate", ["--fail-under=98", "--fail-under=100"])
def test_under_ci_too_little_covered_is_a_red_run(ci, gate):
    (ci / ".venv/bin/python").write_text(f'#!/bin/sh\ncase "$*" in *coverage*{gate}*) exit 2 ;; esac\n')
    status, _asked, said = run(ci, "test", CI="true", TMPDIR=str(ci))
    assert status == 1
    assert "Red on:  coverage" in said, "and on nothing else"


def test_what_must_be_covered_whole_exists():
    """A file that moves takes its promise along: coverage itself says nothing of a name that matches none."""
    base = Path(settings.BASE_DIR)
    lines = [line for line in (base / "run").read_text().splitlines() if line.startswith("WHOLE=")]
    names = [name for line in lines for name in line.removeprefix("WHOLE=").split(",") if name != "$WHOLE"]
    assert len(names) > 10
    assert [name for name in names if not list(base.glob(name))] == []


def test_red_tests_are_a_red_run(house):
    (house / ".venv/bin/python").write_text("#!/bin/sh\nexit 1\n")
    status, _asked, said = run(house, "test")
    assert status == 1
    assert "Red on: SQLite" in said


def test_root_installs_what_is_missing(house):
    (house / "bin/id").unlink()
    for name, does in (("id", "echo 0"), ("apt-get", 'echo "apt-get $*" >>"$LOG"')):
        (house / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (house / "bin" / name).chmod(0o755)
    asked = run(house, "test")[1]
    assert asked[:2] == [
        "apt-get -q update",
        "apt-get -qy install --no-install-recommends chromium postgresql",
    ]


def test_an_unknown_command_is_refused_with_the_list(house):
    status, asked, said = run(house, "dance")
    assert (status, asked) == (1, [])
    assert "No such command: dance" in said
    assert "./run demo" in said
