"""What every test stands on: French compiled, skips counted, each engine given only the tests it can run."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

CI = os.environ.get("CI") == "true"
CHROMIUM = os.environ.get("ARDOISE_CHROMIUM") or next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
POSTGRES = os.environ.get("ARDOISE_TEST_POSTGRES_URL", "")
# Under CI=true a skip is a failure, but for reasons that are written here, word for word.
ALLOWED_SKIPS: tuple[str, ...] = ()

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's interface runs inside an event loop
hypothesis_settings.register_profile(
    "ardoise", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("ardoise")


def pytest_configure(config: pytest.Config) -> None:
    from classroom import catalogues

    if not hasattr(config, "workerinput"):  # once, before the workers of xdist start
        with catalogues.alone():
            catalogues.compile_messages()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    elsewhere = [item for item in items if not _runs_on(engine, item)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))
        if item.get_closest_marker("postgres") and not POSTGRES:
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL: ./run test starts one"))


def _runs_on(engine: str, item: pytest.Item) -> bool:
    only = item.get_closest_marker("only_on")
    return only is None or engine in only.args


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    return _no_skip_in_ci(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    report = yield
    return _no_skip_in_ci(report)


def _no_skip_in_ci(report: Any) -> Any:
    if CI and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        _path, _line, reason = report.longrepr
        if reason.removeprefix("Skipped: ") not in ALLOWED_SKIPS:
            report.outcome = "failed"
            report.longrepr = f"Skipped, and under CI=true nothing is: {reason}"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, silent on the network."""
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    still = ["--disable-component-update", "--disable-sync"]
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", *quiet, *still]}


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests travel in time: the database's clock travels with them."""
    from django.utils import timezone

    from posts import clock

    monkeypatch.setattr(clock, "database_now", timezone.now)


@pytest.fixture(autouse=True, scope="session")
def guards_let_fixtures_go() -> Iterator[None]:
    """A transactional test is cleaned up by deleting every row: the guards step aside for that, and come back."""
    from django.test import TransactionTestCase

    from classroom import guards

    clean_up = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        guards.remove()
        clean_up(case)
        guards.install()

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = clean_up


@pytest.fixture
def space(db: None) -> Any:
    from tests.world import make_space

    return make_space()


@pytest.fixture
def pupil(space: Any) -> Any:
    from tests.world import make_pupil

    return make_pupil(space, "Léa M.")


@pytest.fixture
def classmate(space: Any) -> Any:
    from tests.world import make_pupil

    return make_pupil(space, "Noé T.")


@pytest.fixture
def teacher(space: Any) -> Any:
    from tests.world import make_teacher

    return make_teacher(space, "M. Petit")


@pytest.fixture
def colleague(space: Any) -> Any:
    from tests.world import make_teacher

    return make_teacher(space, "Mme Roy")


@pytest.fixture
def admin(space: Any) -> Any:
    """The school's admin, as a member of the space."""
    from classroom.models.spaces import Role
    from tests.world import make_member

    return make_member(space, Role.SCHOOL_ADMIN, "Mme Cheffe")


@pytest.fixture
def stranger(space: Any) -> Any:
    """A pupil of another class of the same school."""
    from tests.world import make_pupil, make_space

    return make_pupil(make_space(space.school), "Tom D.")


@pytest.fixture
def as_member(client: Any) -> Any:
    """Signs a member in: ``as_member(pupil).get(…)``."""

    def sign_in(member: Any) -> Any:
        from django.test import Client

        browser = Client()
        browser.force_login(member.user)
        return browser

    return sign_in
