"""Django's settings, all derived from the one table in `project/configuration.py`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from project import configuration

BASE_DIR = configuration.BASE_DIR
KNOBS = configuration.read()
DATA_DIR = Path(KNOBS["DATA_DIR"])
DEBUG = KNOBS["DEBUG"] == "1"
DEMO = KNOBS["DEMO"] == "1"
SECRET_KEY = KNOBS["SECRET_KEY"]
FIELD_KEYS = KNOBS["FIELD_KEYS"]
if not (SECRET_KEY and FIELD_KEYS):
    raise ImproperlyConfigured(
        "SECRET_KEY and FIELD_KEYS are missing. `python -m project.secrets` makes and keeps them."
    )
SIASN_FILE = KNOBS["SIASN_FILE"] or str(DATA_DIR / "siasn.toml")
SIGNING_FILE = KNOBS["SIGNING_FILE"] or str(DATA_DIR / "signing.toml")
TRUST_DIR = KNOBS["TRUST_DIR"] or str(DATA_DIR / "trust")
CREDENTIALS = KNOBS["CREDENTIALS"] == "1"
PUBLIC_URL = KNOBS["PUBLIC_URL"].rstrip("/")
ALLOWED_HOSTS = KNOBS["ALLOWED_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "project",
    "certificates",
    "workshops",
    "participants",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "csp",
]
MIDDLEWARE = [
    "project.middleware.door_bypass",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "project.middleware.readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "project.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.middleware.login_required",
    "project.middleware.refusals",
]
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "project.navigation.context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "project.templatetags.bimtek",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    ),
}


def database(url: str) -> dict:
    """Django's dictionary for a database address; empty means SQLite in DATA_DIR."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "bimtek.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
        }
    chosen = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=False))
    if "postgresql" in str(chosen["ENGINE"]):
        chosen["OPTIONS"] = {
            "server_side_binding": True,
            "prepare_threshold": 1,
            # On a solid-state disk a page read at random costs hardly more than the next one; without
            # it PostgreSQL reads a table of ten thousand scans through to find a hundred.
            "options": "-c random_page_cost=1.1",
        }
    else:
        chosen["OPTIONS"] = SQLITE_OPTIONS
    return chosen


DATABASES = {"default": database(KNOBS["DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": KNOBS["CACHE_URL"]}
        if KNOBS["CACHE_URL"]
        else {
            "BACKEND": "project.cache.CountingCache",
            "LOCATION": "cache",
            # At Django's 300 a hundred strangers' tries would push everybody's counts out.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}

AUTH_USER_MODEL = "participants.User"
AUTHENTICATION_BACKENDS = ["participants.login.LoginBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [BASE_DIR / "project" / "locale"]
FORMAT_MODULE_PATH = ["project.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "UTC"  # moments become dates through unit.localdate(at) alone

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "build" / "vendor"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "project.storage.StaticFiles"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # the longest worksheet without a script: 200 rows of 27

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# Other sites learn nothing. Not "no-referrer": with it a browser posts our own forms with
# `Origin: null`, which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "project.views.errors.csrf_failed"
if KNOBS["BEHIND_HTTPS"] == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "project.api.problems.problem",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bimtek API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "WorkshopState": "workshops.models.WorkshopState",
        "StageState": "workshops.models.StageState",
        "SlotState": "workshops.models.SlotState",
        "RegistrationState": "workshops.models.RegistrationState",
        "CertificateState": "certificates.models.CertificateState",
        "TrainingState": "participants.models.TrainingState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "project.api.openapi.complete",
    ],
}
DJANGO_TABLES2_TEMPLATE = "components/table.html"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"private": {"()": "project.logs.HidePrivate"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pikepdf": {"level": "WARNING"},  # greets every process that loads it
        "pyhanko": {"level": "CRITICAL"},  # tells of certificates it has no root for
    },
}
