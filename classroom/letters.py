"""Letters to adults: nothing waits for them, and one that does not leave is written down, without its words."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import override

from classroom.models import User

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
log = logging.getLogger("ardoise.mail")


def sends_mail() -> bool:
    """Whether this house has a mail server."""
    return settings.EMAIL_BACKEND != NO_MAIL


def write_to(user: User, subject: str, text: str) -> bool:
    """Whether the letter left. A server that is down stops nothing; the log says it, and neither to whom nor what."""
    if not (sends_mail() and user.email):
        return False
    try:
        send_mail(subject, text, None, [user.email])
    except (OSError, smtplib.SMTPException) as error:
        log.error("a letter did not leave (%s): look at ARDOISE_MAIL", type(error).__name__)
        return False
    return True


def in_their_language(user: User) -> override:
    return override(user.language or settings.LANGUAGE_CODE)
