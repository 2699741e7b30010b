from collections.abc import Callable

import pytest


@pytest.fixture
def card(pupil, db):
    """Léa's card, with its secrets."""
    from classroom.signing_in import cards

    pupil.user.first_name = "Léa"
    pupil.user.save()
    return cards.issue(pupil.user)


@pytest.fixture
def by_words(client, pupil, card) -> Callable:
    """Posts the words' form: Léa's own, unless told otherwise."""

    def post(**said):
        form = {"code": pupil.space.code, "name": "Léa", "words": card.words}
        return client.post("/door/words/", {**form, **said})

    return post


@pytest.fixture
def who(client) -> Callable:
    """The account that is signed in, or None."""

    def ask():
        user = client.get("/sign-out/").context["user"]
        return user if user.is_authenticated else None

    return ask
