"""Who there is: schools and accounts."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from classroom.ids import new_id


class School(models.Model):
    """An établissement: it owns class spaces, members and policies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(_("holiday zone"), max_length=1, default="A", choices=[(z, z) for z in "ABC"])
    language = models.CharField(
        _("language"), max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")]
    )
    words_version = models.PositiveIntegerField(default=0)  # of the words it looks for in all its classes
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """An account; without a password nobody signs in to it by password (pupils have cards)."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. The civil name is for teachers; the class sees a Membership's name."""

    class Kind(models.TextChoices):
        PUPIL = "pupil", _("pupil")
        STAFF = "staff", _("adult")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="users", null=True, blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.PUPIL)
    username = models.CharField(_("username"), max_length=60, unique=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("surname"), max_length=80, blank=True)
    shown_name = models.CharField(  # an adult's: «Mme Roy», in each class that they join
        _("name that the pupils see"), max_length=40, blank=True
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=2, blank=True)
    administers = models.BooleanField(_("administers the school"), default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("operator", default=False)
    is_superuser = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(
        default=0
    )  # one more, and every session of this account is over
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Users()

    class Meta:
        indexes = [models.Index(fields=["school", "kind", "last_name", "first_name"], name="user_in_school")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(administers=False) | models.Q(kind="staff"), name="only_adults_administer"
            ),
            models.CheckConstraint(
                condition=models.Q(email="") | models.Q(kind="staff"), name="pupils_have_no_email"
            ),
        ]

    @property
    def is_pupil(self) -> bool:
        return self.kind == self.Kind.PUPIL

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username

    def get_short_name(self) -> str:
        return self.first_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session carries, compared at each request: a new password or a new epoch ends it, at no query."""
        said = f"{self.password}.{self.session_epoch}"
        return salted_hmac("classroom.session", said, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_superuser

    has_module_perms = has_perm
