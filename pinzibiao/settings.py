"""The portal's settings: one file, which reads the environment. Every variable is listed in README.md."""

from pathlib import Path

import environ
import pgtrigger

from pinzibiao.lib.csp import DIRECTIVES
from pinzibiao.lib.mail import mail_settings
from pinzibiao.lib.public_cache import CACHES  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# TLS ends at the operator's proxy; the demo on http://localhost switches off by HTTPS=0 what needs it.
HTTPS = env.bool("HTTPS", default=True)
# Demo data and its yellow ribbon; never on in a real office.
DEMO = env.bool("DEMO", default=False)
# Where everything that is not in Postgres lives: files, exports, logs.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / ".data")))
SITE_URL = env("SITE_URL", default="http://localhost:8000")
# What the footer of every page prints; empty ones are left out.
PORTAL_ORGANISER = env("PORTAL_ORGANISER", default="")
# The key that signs certificates, as PKCS#12; without it one of the portal's own (manage.py make_signing_key).
CLAMAV = env("CLAMAV", default="")
SIGNING_P12 = Path(env("SIGNING_P12", default=str(DATA_DIR / "signing" / "key.p12")))
SIGNING_PASSPHRASE = env("SIGNING_PASSPHRASE", default="")
# Certificates (.pem) of earlier keys: what they signed stays verifiable.
SIGNING_TRUSTED = DATA_DIR / "signing"
PORTAL_ICP = env("PORTAL_ICP", default="")
PORTAL_POLICE = env("PORTAL_POLICE", default="")
PORTAL_SITE_ID = env("PORTAL_SITE_ID", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "lucide",
    "pinzibiao.lib",
    "pinzibiao.regions",
    "pinzibiao.files",
    "pinzibiao.jobs",
    "pinzibiao.casework",
    "pinzibiao.accounts",
    "pinzibiao.exchange",
    "pinzibiao.notices",
    "enterprises",
    "experts",
    "projects",
    "cultivation",
    "visits",
    "declarations",
    "reports",
    "desks",
    "django.contrib.admin",
]
if DEMO:
    INSTALLED_APPS.append("pinzibiao.demo")

MIDDLEWARE = [
    "pinzibiao.lib.middleware.FrameMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pinzibiao.accounts.middleware.SignInRequired",
    # Who changed a register's row, for its history.
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pinzibiao.accounts.middleware.SessionLimits",
    "pinzibiao.accounts.middleware.FirstThingsFirst",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pinzibiao.urls"
WSGI_APPLICATION = "pinzibiao.wsgi.application"

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
                "csp.context_processors.nonce",
                "pinzibiao.lib.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "pinzibiao.lib.rendering.PortalRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = "全部"
DJANGO_TABLES2_TEMPLATE = "generic/table.html"

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=600),
    CONN_HEALTH_CHECKS=True,
    ATOMIC_REQUESTS=False,
)
# A page that waits longer is a defect: it fails with a sentence instead of holding a row that others need.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DATABASES["default"]["OPTIONS"].setdefault(
    "options",
    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=5000)}"
    " -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
    # As disks are today. With PostgreSQL's own 4 a city's list walks three quarters of a million rows by their key
    # to the city's first, since the index by city seems to cost more: a second instead of a third of a millisecond.
    " -c random_page_cost=1.1",
)
# A menu and a list's filter are drawn once in so many seconds, not with every click (lib/pieces.py).
PIECES_SECONDS = env.int("PIECES_SECONDS", default=60)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "pinzibiao.accounts.backends.PortalBackend",
]
PASSWORD_HASHERS = ["pinzibiao.accounts.hashers.PortalArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "pinzibiao.accounts.passwords.NotLikeThePerson"},
    {"NAME": "pinzibiao.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "pinzibiao.accounts.passwords.NotCommon"},
    {"NAME": "pinzibiao.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # office PCs are shared: closing the browser signs out
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": None}  # a bureau shares one address; axes counts by account and address
ACCOUNT_FORMS = {
    "login": "pinzibiao.accounts.forms.SignInForm",
    "change_password": "pinzibiao.accounts.forms.PasswordChangeForm",
    "reauthenticate": "pinzibiao.accounts.forms.PasswordAgainForm",
}
ACCOUNT_ADAPTER = "pinzibiao.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "pinzibiao.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "pinzibiao.accounts.forms.CodeForm",
    "reauthenticate": "pinzibiao.accounts.forms.CodeAgainForm",
    "activate_totp": "pinzibiao.accounts.forms.ActivateTotpForm",
}
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
# Fernet keys, newest first, that encrypt the secrets of second factors; empty: one made from SECRET_KEY.
MFA_KEY = env.list("MFA_KEY", default=[])
MFA_TOTP_ISSUER = "品字标培育平台"
# Roles (accounts.models.Role.Kind) that may not work without a second factor.
MFA_REQUIRED_ROLES = env.list("MFA_REQUIRED_ROLES", default=[])
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "pinzibiao.accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "pinzibiao.accounts.lockout.username_of"
AXES_CLIENT_IP_CALLABLE = "pinzibiao.accounts.lockout.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
# How many proxies of the operator's own stand in front; their X-Forwarded-For is believed that far. Were it too low,
# everybody would have the proxy's address, and one person's wrong passwords and objections would count for all.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if HTTPS else 0)
# Whom to call about accounts, as printed on the sign-in page, e.g. 省局平台运维 0571-00000000.
SUPPORT_CONTACT = env("SUPPORT_CONTACT", default="")

# Without it no mail is sent, and messages stand in the portal alone.
MAIL_IS_ON = bool(env("EMAIL_URL", default=""))
vars().update(mail_settings(env.email_url("EMAIL_URL", default="dummymail://"), SITE_URL))

# In the database, so that people stay signed in when Redis is down.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
IDLE_TIMEOUT_MINUTES = env.int("IDLE_TIMEOUT_MINUTES", default=30)
ADMINISTRATOR_IDLE_TIMEOUT_MINUTES = env.int("ADMINISTRATOR_IDLE_TIMEOUT_MINUTES", default=15)
SESSION_COOKIE_AGE = 12 * 60 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y-m-d"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Until collectstatic has run, files are served from where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pinzibiao.lib.npm.NpmFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "pinzibiao.lib.staticfiles.HashedFiles"},
}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": DIRECTIVES}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long the broker is away: the worker waits for it and does not give up.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# The visibility timeout is at least twice the time limit, or a long report would be run again and again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1200,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "unacked_restore_interval": 5,
}

# A worker renews its lease every third of this; a killed worker's job is free again after it.
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=20)
# The pause before the second attempt of a failed job; the third waits twice as long.
JOB_RETRY_SECONDS = env.float("JOB_RETRY_SECONDS", default=10)
JOB_SCHEDULE = env("JOB_SCHEDULE", default="pinzibiao.schedule")

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "pinzibiao.files.handlers.BoundedUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=50 * 1024 * 1024)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "pinzibiao.lib.middleware.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}

# The history of the registers is written once a statement: by rows, an import of 100,000 enterprises takes ten times
# as long.
PGHISTORY_LEVEL = pgtrigger.Statement
