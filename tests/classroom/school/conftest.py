import pytest

from classroom.models import User


@pytest.fixture
def boss(space):
    """Whoever administers the school of ``space``, as an account."""
    from classroom.models.spaces import Role
    from tests.world import make_member

    seat = make_member(space, Role.SCHOOL_ADMIN, "Mme Cheffe")
    seat.user.last_name = "Cheffe"
    seat.user.save()
    return seat.user


@pytest.fixture
def office(client, boss):
    """A browser in which the school's admin is signed in."""
    client.force_login(boss)
    return client


@pytest.fixture
def elsewhere(db):
    """The admin of another school, signed in."""
    from django.test import Client

    from tests.world import make_school

    user = User.objects.create_user(
        "ailleurs",
        school=make_school(name="Collège du Lac"),
        kind="staff",
        administers=True,
        first_name="Ana",
    )
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def once():
    """A fresh key for a form whose answer is shown once."""
    from classroom.provisioning.once import fresh_key

    return fresh_key


@pytest.fixture
def adult(space):
    """A teacher of the school with an account that was never opened."""
    from classroom.provisioning import staffing

    return staffing.add_adult(space.school, "Anne", "Roy", "anne.roy@ecole.example")
