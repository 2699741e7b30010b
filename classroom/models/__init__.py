from classroom.models.cards import FailedTry, SignInCard
from classroom.models.erasing import Erasing
from classroom.models.invitations import Invitation, SetUp
from classroom.models.notices import AccountNotice
from classroom.models.people import School, User
from classroom.models.spaces import ClassSpace, Membership, Visit
from classroom.models.suggestions import ClassWord, Suggestion

__all__ = [
    "AccountNotice",
    "ClassSpace",
    "ClassWord",
    "Erasing",
    "FailedTry",
    "Invitation",
    "Membership",
    "School",
    "SetUp",
    "SignInCard",
    "Suggestion",
    "User",
    "Visit",
]
