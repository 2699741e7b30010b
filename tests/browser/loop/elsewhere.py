"""Another school of the same house, with a class and a pupil: says the pupil's card, in JSON.

Two schools in one house are the operator's business, who has no screen: this one alone is made by hand.
"""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
django.setup()

from classroom.signing_in import cards  # noqa: E402 - after setup
from tests.world import make_pupil, make_school, make_space  # noqa: E402

if __name__ == "__main__":
    space = make_space(make_school(name="École des Sources"), name="CM2", slug="cm2-sources")
    pupil = make_pupil(space, "Awa")
    words = list(cards.issue(pupil.user).words)
    print(json.dumps({"code": space.code, "name": "Awa", "words": words, "slug": space.slug}))
