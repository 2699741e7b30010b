from classroom.models.cards import SignInCard
from classroom.models.people import School, User
from classroom.models.spaces import ClassSpace, Membership, Visit
from classroom.models.suggestions import ClassWord, Suggestion

__all__ = ["ClassSpace", "ClassWord", "Membership", "School", "SignInCard", "Suggestion", "User", "Visit"]
