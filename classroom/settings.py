"""The one settings file; everything that a school may set is read from the environment (README, configuration)."""

import sys
from datetime import timedelta
from pathlib import Path

try:  # Debian's SQLite has the WAL-reset bug below 3.51.3: the packaged one takes its place, for the whole process.
    import pysqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this machine: classroom.checks warns at start
    pass

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# --- What this process is -------------------------------------------------------------------------------------------
DEMO = env.bool("ARDOISE_DEMO", default=False)
LAN = env.bool("ARDOISE_LAN", default=False)  # a demo on the local network, in plain HTTP
DEBUG = env.bool("ARDOISE_DEBUG", default=False)
PRODUCTION = not (DEMO or DEBUG or TESTING)
DATA_DIR = Path(env("ARDOISE_DATA", default=str(BASE_DIR / (".demo" if DEMO else "data"))))

SECRET_KEY = env("ARDOISE_SECRET", default="")
SECRET_KEY_FALLBACKS = [old for each in env.list("ARDOISE_OLD_SECRETS", default=[]) if (old := each.strip())]
ALLOWED_HOSTS = env.list("ARDOISE_HOSTS", default=[])
if TESTING or DEBUG or DEMO:
    SECRET_KEY = SECRET_KEY or "not-a-secret-this-is-never-production"  # noqa: S105 - serve refuses it
    ALLOWED_HOSTS = ALLOWED_HOSTS or (["*"] if LAN else ["localhost", "127.0.0.1", "[::1]", "testserver"])
if PRODUCTION and not SECRET_KEY and "messages" not in sys.argv:
    raise ImproperlyConfigured(
        "ARDOISE_SECRET is missing: set it to 50 random characters that stay the same."
    )

# --- Rooms ----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "classroom.apps.ClassroomConfig",
    "charter.apps.CharterConfig",
    "posts.apps.PostsConfig",
    "moderation.apps.ModerationConfig",
    "demo.apps.DemoConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
OPERATOR_ADMIN_PATH = env("ARDOISE_ADMIN_PATH", default="")  # Django's admin: the operator's, off by default
if OPERATOR_ADMIN_PATH:
    INSTALLED_APPS.append("django.contrib.admin")

MIDDLEWARE = [
    "classroom.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "classroom.compression.Compressed",  # pages only: WhiteNoise has answered for what is static
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # says DENY
    "classroom.headers.OnePolicy",
    "classroom.headers.SafeHeaders",
    "classroom.signing_in.recognising.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "classroom.idle.IdleSignOut",
    "classroom.signing_in.required.SignInRequired",
    "classroom.second_factor.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "classroom.urls"
ASGI_APPLICATION = "classroom.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": ["classroom.tight_templates.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "classroom.context.comfort",
                "classroom.context.product",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- Where things are kept ------------------------------------------------------------------------------------------
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'ardoise.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE)
else:
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True  # PgBouncer's transaction pooling
THREADS = env.int("ARDOISE_THREADS", default=8)  # pages made at once by `serve`, each with its connection
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SESSION_ENGINE = "classroom.signing_in.recognising"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("words", BASE_DIR / "classroom" / "words")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "classroom.stylesheet.StylesheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS, WHITENOISE_MAX_AGE = DEBUG or TESTING, 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024  # a roster (2 MiB at most) never touches the disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["classroom.uploads.InMemoryOnly"]

# --- Who comes in ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "classroom.User"
AUTHENTICATION_BACKENDS = ["classroom.signing_in.recognising.Recognising"]
PASSWORD_HASHERS = (["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []) + [
    "classroom.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "home"  # the two doors: whoever was signed out chooses theirs
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "classroom.accounts.ClosedDoor"
ACCOUNT_FORMS = {"login": "classroom.signing_in.forms.StaffLoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {  # one account is slowed; one address is a whole staff room
    "login": "600/m/ip",
    "login_failed": "10/15m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ardoise"
MFA_TOTP_TOLERANCE = 1  # school computers' clocks may be half a minute off
MFA_RECOVERY_CODE_COUNT = 10
MFA_ADAPTER = "classroom.accounts.SealedFactors"
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
SECOND_FACTOR_REQUIRED = env.bool("ARDOISE_SECOND_FACTOR", default=not (DEMO or TESTING))
IDLE_MINUTES = env.int("ARDOISE_IDLE_MINUTES", default=20)
SESSION_COOKIE_AGE = 3600 * env.int("ARDOISE_SESSION_HOURS", default=12)  # from signing in (idle.py)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Letters to adults: none without a mail server, and nothing depends on them --------------------------------------
vars().update(env.email("ARDOISE_MAIL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env("ARDOISE_MAIL_FROM", default="ardoise@localhost")

# --- What browsers are told -----------------------------------------------------------------------------------------
SECURE_COOKIES = env.bool("ARDOISE_SECURE", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
MFA_TRUST_COOKIE_NAME = "__Host-trusted" if SECURE_COOKIES else "trusted"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # it goes with the session's: a shared device keeps neither
CSRF_FAILURE_VIEW = "classroom.errors.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("ARDOISE_SSL_REDIRECT", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the redirection: `serve` speaks no plain HTTP but behind a proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_CROSS_ORIGIN_OPENER_POLICY = SECURE_REFERRER_POLICY = "same-origin"
if env.bool("ARDOISE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("ARDOISE_ORIGINS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]  # each said in itself
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- What is written down -------------------------------------------------------------------------------------------
LOG_LEVEL = env("ARDOISE_LOG_LEVEL", default="WARNING" if DEMO else "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "classroom.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
    },
}

if TESTING:
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
