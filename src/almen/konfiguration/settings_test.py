"""Settings of the test suite: as in production, but fast password hashing and no files outside a temporary folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import cast

os.environ.setdefault("ALMEN_DATA", tempfile.mkdtemp(prefix="almen-test-"))
os.environ.setdefault("ALMEN_SECRET_KEY", "kun-til-test")

from almen.konfiguration.settings import *  # noqa: F403
from almen.konfiguration.settings import ALMEN_DATA, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
ALMEN_DEMO = True
ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip", "login_failed": "5/5m/key"}
ALMEN_OFFENTLIG_SOEGNINGER = "1000/m/ip"
WHITENOISE_AUTOREFRESH = True
# A browser that goes through all pages fetches styles and fonts once.
WHITENOISE_MAX_AGE = 3600
# Test processes side by side have databases of their own, so they must have files of their own.
MEDIA_ROOT = ALMEN_DATA / f"filer{os.environ.get('PYTEST_XDIST_WORKER', '')}"
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
}
Path(ALMEN_DATA).mkdir(parents=True, exist_ok=True)
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    # A file, not memory: threads of the browser and concurrency tests must see one database.
    DATABASES["default"]["TEST"] = {"NAME": str(ALMEN_DATA / "test.sqlite3")}
else:
    # What a test writes need not survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        **cast(dict[str, object], DATABASES["default"].get("OPTIONS", {})),
        "options": "-c synchronous_commit=off",
    }
