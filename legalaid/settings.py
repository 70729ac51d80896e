"""Settings by environment; `.env.example` documents every variable. With none set: SQLite and files in `var/`."""

import os
import sys
from pathlib import Path

import environ
from celery.schedules import crontab
from django.contrib.messages import constants

from legalaid.faces.portal import apart
from legalaid.platform.core.caching import shared_cache
from legalaid.platform.core.keys import load_keys
from legalaid.platform.core.private import keep_private

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # "NAME=" says nothing

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
keep_private(VAR_DIR)
KEYS = load_keys(VAR_DIR / "keys.json", env)

SECRET_KEY = KEYS.secret_key
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TESTING = "pytest" in sys.modules

INSTALLED_APPS = [
    "legalaid.platform.accounts",  # its createsuperuser stands before Django's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_filters",
    "js_lib_bootstrap5",
    "lucide",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "legalaid.platform.core",
    "legalaid.platform.jobs",
    "legalaid.platform.office",
    "legalaid.platform.audit",
    "legalaid.platform.notifications",
    "legalaid.platform.documents",
    "legalaid.platform.backup",
    "legalaid.platform.procedure",
    "stations",
    "stations.hall",
    "cases",
    "cases.quality",
    "subsidies",
    "legalaid.faces.board",
    "legalaid.faces.statistics",
    "legalaid.faces.portal",
    "legalaid.faces.portal.apply",
    "legalaid.faces.portal.asking",
    "legalaid.faces.portal.letters",
    "legalaid.faces.portal.visits",
    "legalaid.faces.lists",
    "legalaid.faces.manual",
    "legalaid.faces.finding",
    "legalaid.faces.desk",
]

if env.bool("DEMO", default=TESTING):
    INSTALLED_APPS += ["legalaid.demo"]

MIDDLEWARE = [
    "legalaid.platform.office.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "legalaid.platform.audit.middleware.AddressMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "legalaid.platform.accounts.middleware.SignInMiddleware",
    "legalaid.faces.finding.outside.OutsideMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "legalaid.platform.documents.altered.AlteredFileMiddleware",
]

SERVE = apart.asked(
    env("SERVE", default="all")
)  # portal: what the public sees, nothing of the staff
ROOT_URLCONF = OFFICE_URLCONF = "legalaid.urls"  # messages lead to the office
WSGI_APPLICATION = "legalaid.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "legalaid.platform.office.context.office",
                "legalaid.platform.accounts.context.rights",
                "legalaid.platform.accounts.large_type.large_type",
                "legalaid.platform.notifications.context.unread",
                "legalaid.faces.portal.context.portal",
                "stations.context.post",
                "legalaid.faces.finding.context.navigation",
                "legalaid.faces.manual.context.manual",
            ],
            "builtins": [
                "legalaid.platform.office.templatetags.office",
                "legalaid.platform.office.templatetags.lists",
            ],
        },
    },
]
if SERVE == apart.PORTAL:
    ROOT_URLCONF, CSRF_FAILURE_VIEW = apart.URLCONF, apart.STALE
    MIDDLEWARE = apart.middleware(MIDDLEWARE)
    TEMPLATES = apart.templates(TEMPLATES)
    CSRF_COOKIE_NAME = apart.CSRF_COOKIE

FORM_RENDERER = "legalaid.platform.office.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {  # the banner each is shown as
    constants.INFO: "act",
    constants.SUCCESS: "kept",
    constants.WARNING: "soon",
    constants.ERROR: "late",
}

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'legalaid.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a commit outlasts a power cut; the tests' need not
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'NORMAL' if TESTING else 'FULL'};",
    }
    DATABASES["default"]["TEST"] = {
        "NAME": str(VAR_DIR / "test.sqlite3")
    }  # a file, so that a real worker can share it
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # compiling a table's two hundred sums takes ten times as long as adding them up; grouping stays in memory
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off -c work_mem=16MB"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
PRIVATE_DIR = VAR_DIR / "private"
BACKUP_DIR = Path(env("BACKUP_DIR", default=str(VAR_DIR / "backups")))
BACKUP_KEYS_DIR = Path(env("BACKUP_KEYS_DIR", default=str(VAR_DIR / "backup-keys")))
BACKUP_KEEP = env.list("BACKUP_KEEP", cast=int, default=[14, 8, 12])  # days, weeks, months
AUDIT_ANCHORS = VAR_DIR / "audit-anchors"
AUDIT_ANCHORS_COPY = env("AUDIT_ANCHORS_COPY", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "legalaid.platform.documents.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a list of 500 joint applicants, six boxes each
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "legalaid.platform.documents.handlers.UnnamedUploadHandler",
]
EXPORT_ROWS_AT_ONCE = env.int(
    "EXPORT_ROWS_AT_ONCE", default=5000
)  # a longer list is written by the worker
HALL_PROMISE_MINUTES = env.int("HALL_PROMISE_MINUTES", default=30)
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", default=50) * 1024 * 1024
CLAMD_SOCKET = env("CLAMD_SOCKET", default="")

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = [
    "models.W040"
]  # SQLite leaves out what an index includes; nothing to tell an office
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "legalaid.platform.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "legalaid.platform.accounts.passwords.CharacterKindsValidator"},
    {"NAME": "legalaid.platform.accounts.passwords.HistoryValidator"},
]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{'MD5' if TESTING else 'Argon2'}PasswordHasher"]
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=90)
ONE_SESSION_PER_USER = env.bool("ONE_SESSION_PER_USER", default=False)
MONITOR_TOKEN = env("MONITOR_TOKEN", default="")
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
OTP_TOTP_THROTTLE_FACTOR = 0  # ours counts
LIMITS = {  # how often each door may be tried: (times, minutes)
    "login": env.list("LIMIT_LOGIN", int, default=[5, 30]),  # one login name, from anywhere
    "address": env.list("LIMIT_ADDRESS", int, default=[50, 30]),  # names it does not know
    "code": env.list("LIMIT_CODE", int, default=[5, 30]),  # one-time codes of a person
    "password": env.list("LIMIT_PASSWORD", int, default=[5, 30]),  # one's own, asked again
    "link": env.list("LIMIT_LINK", int, default=[20, 60]),  # secret addresses that do not exist
    "ask": env.list("LIMIT_ASK", int, default=[10, 24 * 60]),  # cases one asks to read
    "number": env.list("LIMIT_NUMBER", int, default=[20, 24 * 60]),  # whom one may not read
    "kiosk": env.list("LIMIT_KIOSK", int, default=[30, 1]),  # numbers a kiosk gives
    # online applications: begun and codes tried from an address, files from it, sendings with one telephone
    "apply_start": env.list("LIMIT_APPLY_START", int, default=[20, 60]),
    "apply_code": env.list("LIMIT_APPLY_CODE", int, default=[10, 15]),
    "apply_file": env.list("LIMIT_APPLY_FILE", int, default=[200, 60]),
    "apply_phone": env.list("LIMIT_APPLY_PHONE", int, default=[5, 24 * 60]),
    # following one's case: tries from an address, tries with one code until somebody got in by it
    "mine_from": env.list("LIMIT_MINE_FROM", int, default=[20, 15]),
    "mine_code": env.list("LIMIT_MINE_CODE", int, default=[10, 24 * 60]),
    "riddle": env.list(
        "LIMIT_RIDDLE", int, default=[1, 60]
    ),  # a question whoever is doubted answers
    # questions online: sent from an address; answers tried from an address, and with one code until somebody got in by it
    "asking_from": env.list("LIMIT_ASKING_FROM", int, default=[20, 60]),
    "asking_open": env.list("LIMIT_ASKING_OPEN", int, default=[20, 15]),
    "asking_code": env.list("LIMIT_ASKING_CODE", int, default=[10, 24 * 60]),
    # visits: booked and moved from an address, codes tried from it
    "visit_from": env.list("LIMIT_VISIT_FROM", int, default=[10, 60]),
    "visit_open": env.list("LIMIT_VISIT_OPEN", int, default=[10, 15]),
    "mine_write": env.list("LIMIT_MINE_WRITE", int, default=[10, 24 * 60]),  # letters of one person
}
KNOWN_DAYS = 30  # an address knows who signed in from there within so many days

SESSION_COOKIE_AGE = env.int("IDLE_SECONDS", default=15 * 60)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="fayuan@localhost")
SMS_URL = env("SMS_URL", default="")  # the contract: docs/sms.md
SMS_APP = env("SMS_APP", default="")
SMS_SECRET = env("SMS_SECRET", default="")
SMS_SIGN = env("SMS_SIGN", default="")

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": shared_cache(REDIS_URL)}
CELERY_BROKER_URL = "rows://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a message counts against the free processes until it is done
CELERY_TASK_TIME_LIMIT = 1800  # what hangs is ended, its job taken back by the sweep
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "legalaid.platform.jobs.timetable:Timetable"
CELERY_BEAT_SCHEDULE = {
    "anchors": {"task": "legalaid.platform.audit.tasks.anchor_chain", "schedule": 600},
    "duty": {"task": "stations.tasks.send_duty_reminders", "schedule": 600},
    "tickets": {"task": "stations.hall.tasks.lapse_tickets", "schedule": crontab(hour=0, minute=5)},
    "reminders": {
        "task": "cases.tasks.send_reminders",
        "schedule": crontab(hour="7,13", minute=30),
    },
    "licences": {
        "task": "stations.tasks.send_licence_reminders",
        "schedule": crontab(hour=7, minute=20),
    },
    "apply-drafts": {
        "task": "legalaid.faces.portal.apply.tasks.sweep_drafts",
        "schedule": crontab(hour=9, minute=10),
    },
    "visits": {
        "task": "legalaid.faces.portal.visits.tasks.settle_visits",
        "schedule": crontab(hour=0, minute=10),
    },
    "visit-reminders": {
        "task": "legalaid.faces.portal.visits.tasks.remind_visits",
        "schedule": crontab(hour=9, minute=20),
    },
    "presence": {"task": "cases.tasks.sweep_presence", "schedule": crontab(hour=3, minute=30)},
    "dossiers": {"task": "cases.tasks.release_stuck_dossiers", "schedule": 300},
    "slip-reminders": {
        "task": "stations.tasks.send_slip_reminders",
        "schedule": crontab(hour=8, minute=15),
    },
    "untold-cases": {
        "task": "subsidies.tasks.tell_left_cases",
        "schedule": crontab(hour=0, minute=40),
    },
    "quality": {
        "task": "cases.quality.tasks.send_quality_reminders",
        "schedule": crontab(hour=7, minute=40),
    },
    "sums": {"task": "cases.tasks.check_sums", "schedule": crontab(hour=2, minute=50)},
    "jobs": {"task": "legalaid.platform.jobs.tasks.sweep_jobs", "schedule": 60},
    "returns": {
        "task": "legalaid.faces.statistics.tasks.send_report_reminders",
        "schedule": crontab(hour=8, minute=20),
    },
    "periods": {
        "task": "legalaid.faces.statistics.tasks.lay_out_periods",
        "schedule": crontab(minute=25),
    },
    "exports": {
        "task": "legalaid.faces.statistics.tasks.sweep_exports",
        "schedule": crontab(hour=3, minute=20),
    },
    "backup": {
        "task": "legalaid.platform.backup.tasks.back_up",
        "schedule": crontab(hour=1, minute=30),
    },
    "backup-proof": {
        "task": "legalaid.platform.backup.tasks.prove_backup",
        "schedule": crontab(hour=3, minute=30),
    },
    "files": {
        "task": "legalaid.platform.documents.tasks.sweep_files",
        "schedule": crontab(hour=3, minute=40),
    },
    "changes": {"task": "legalaid.platform.accounts.tasks.lapse_changes", "schedule": 600},
    "sent-forms": {
        "task": "legalaid.platform.core.tasks.sweep_sent",
        "schedule": crontab(hour=3, minute=50),
    },
    "mail": {"task": "legalaid.platform.notifications.tasks.sweep_deliveries", "schedule": 120},
    "texts": {"task": "legalaid.platform.notifications.tasks.sweep_texts", "schedule": 120},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
