"""Django settings. Everything that differs between machines comes from the environment.

ALMEN_DATA        folder for the embedded database and files (default ./data)
DATABASE_URL      PostgreSQL address; without it SQLite under ALMEN_DATA
ALMEN_KOMMUNE     the municipality's profile in `almen/kommuner` (default koebenhavn)
ALMEN_HOSTS       comma-separated host names the server answers to
ALMEN_SECRET_KEY  signing key; without it a key file is made under ALMEN_DATA
ALMEN_DEMO        1 shows the demo notice and the demo users' sign-in
ALMEN_HTTPS       1 behind TLS: secure cookies and HSTS
ALMEN_OFFENTLIG_SOEGNINGER  how often one address may search the public pages (default 60/m/ip)
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

ROOT = Path(__file__).resolve().parents[3]
ALMEN_DATA = Path(os.environ.get("ALMEN_DATA", ROOT / "data")).resolve()
ALMEN_KOMMUNE = os.environ.get("ALMEN_KOMMUNE", "koebenhavn")
ALMEN_DEMO = os.environ.get("ALMEN_DEMO") == "1"
ALMEN_HTTPS = os.environ.get("ALMEN_HTTPS") == "1"
ALMEN_VERSION = "0.1.0"


def _secret_key() -> str:
    """The signing key from the environment, or from a key file that only this user can read."""
    if key := os.environ.get("ALMEN_SECRET_KEY"):
        return key
    path = ALMEN_DATA / "hemmelig_noegle"
    try:
        return path.read_text()
    except FileNotFoundError:
        ALMEN_DATA.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
        return key


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("ALMEN_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ALMEN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if ALMEN_HTTPS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    # Before allauth, so that our sign-in pages win.
    "almen.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_cotton",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "almen.papirer",
    "almen.organisationer",
    "almen.grundlag",
    "almen.sager",
    "almen.byggeri",
    "almen.godkendelser",
    "almen.udvalg",
    "almen.notater",
    "almen.boligmasse",
    "almen.omraader",
    "almen.planer",
    "almen.tilsyn",
    "almen.udlejning",
    "almen.analyse",
    "almen.aarshjul",
    "almen.grundlagssager",
    "almen.ansoegninger",
    "almen.overblik",
    "almen.portal",
    "almen.offentlig",
    "almen.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "almen.konfiguration.sikkerhed.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "almen.konfiguration.sikkerhed.StatelessApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "almen.konfiguration.urls"
WSGI_APPLICATION = "almen.konfiguration.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "almen.ui.context_processors.almen",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(ALMEN_DATA / "almen.sqlite3"),
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 20,
        # Two people who decide the same step at once must queue before they read, not fail when they write.
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"
        ),
    },
}


def _databases() -> dict[str, dict[str, object]]:
    if url := os.environ.get("DATABASE_URL"):
        database: dict[str, Any] = dict(
            dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
        )
        # The same few statements come again and again: let PostgreSQL plan each of them once per connection.
        database["OPTIONS"] = {
            "server_side_binding": True,
            "prepare_threshold": 2,
            **database.get("OPTIONS", {}),
        }
        return {"default": database}
    return {"default": dict(_SQLITE)}


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "almen_cache"},
}

AUTH_USER_MODEL = "organisationer.Bruger"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "almen.organisationer.login.ClosedSignupAdapter"
SOCIALACCOUNT_ADAPTER = "almen.organisationer.login.KnownUsersOnlyAdapter"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALMEN_OFFENTLIG_SOEGNINGER = os.environ.get("ALMEN_OFFENTLIG_SOEGNINGER", "60/m/ip")
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALMEN_PROXYER", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if os.environ.get("ALMEN_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "kommune",
                "name": os.environ.get("ALMEN_OIDC_NAVN", "Kommunens login"),
                "client_id": os.environ.get("ALMEN_OIDC_KLIENT", ""),
                "secret": os.environ.get("ALMEN_OIDC_HEMMELIGHED", ""),
                "settings": {"server_url": os.environ["ALMEN_OIDC_URL"]},
            }
        ]
    }

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
# WhiteNoise serves from the packages themselves (USE_FINDERS); nothing is collected.
STATIC_ROOT = None
STATICFILES_DIRS = [
    (prefix, path)
    for prefix, path in [
        ("dkfds", ROOT / "node_modules" / "dkfds" / "dist"),
        ("htmx", ROOT / "node_modules" / "htmx.org" / "dist"),
    ]
    if path.is_dir()
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

MEDIA_ROOT = ALMEN_DATA / "filer"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
ALMEN_MAX_UPLOAD = 50 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = os.environ.get("ALMEN_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("ALMEN_EMAIL_FRA", "almen@localhost")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "almen.ui.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ALMEN_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ALMEN_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALMEN_HTTPS else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("ALMEN_LOG", "WARNING")},
}
