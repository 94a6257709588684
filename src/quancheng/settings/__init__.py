"""Django's settings, read from the environment; docs/reference/settings.md lists the variables."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version

from csp.constants import NONE, SELF, UNSAFE_INLINE

from quancheng.ops.embedded import places
from quancheng.settings import database, environment, records, site

HOME = environment.path("QUANCHENG_HOME", default=places.default_home())
ON_SERVER = environment.is_set("DATABASE_URL")
DEMO = environment.flag("QUANCHENG_DEMO", default=False)
DEBUG = environment.flag("QUANCHENG_DEBUG", default=False)
BEHIND_TLS = environment.flag("QUANCHENG_TLS", default=False)
SECRET_KEY = site.secret_key(home=HOME, on_server=ON_SERVER)
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS", default=[])
KEYS_FOLDER = environment.path("QUANCHENG_KEYS", default=HOME / "keys")
FILES_FOLDER = environment.path("QUANCHENG_FILES", default=HOME / "files")
# The largest file that a person may upload, in bytes.
QUANCHENG_UPLOAD_MAX_BYTES = environment.number(
    "QUANCHENG_UPLOAD_MAX_BYTES", default=20 * 1024**2, minimum=1024, maximum=1024**3
)
CLAMAV_SOCKET = environment.text("CLAMAV_SOCKET", default="")
# The address under which applicants reach the site: it stands in QR codes and letters.
PUBLIC_URL = environment.url(
    "QUANCHENG_PUBLIC_URL", schemes=["http", "https"], default="http://localhost:8000"
).rstrip("/")
# The county whose portal this is, and the default region of the API (GB/T 2260 code).
COUNTY = environment.text("QUANCHENG_COUNTY", default="610924")

# What the site calls itself on every page and letter.
CENTRE_NAME = environment.text("QUANCHENG_CENTRE", default="紫阳县政务服务中心")
PORTAL_NAME = environment.text("QUANCHENG_PORTAL", default="阳光政务365")
HOTLINE = environment.text("QUANCHENG_HOTLINE", default="12345")

ALLOWED_HOSTS = (
    environment.text("ALLOWED_HOSTS").replace(" ", "").split(",")
    if ON_SERVER
    else environment.listed("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
)
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS", default=[])

# Networks, beside this machine, that may read /metrics.
METRICS_ALLOWED = environment.networks("METRICS_ALLOWED")
# The cipher of new keys for personal data.
CIPHER = environment.choice(
    "QUANCHENG_CIPHER", options=["aes-256-gcm", "sm4-gcm"], default="aes-256-gcm"
)

DOMAINS = [
    f"quancheng.{name}"
    for name in (
        "ledger", "clock", "workflow", "regions", "identity", "catalogue", "cases", "hall",
        "notices", "delivery",
    )
]  # fmt: skip
DESKS = [
    f"quancheng.web.{name}"
    for name in ("ui", "portal", "account", "counter", "review", "office", "demo")
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *DESKS,
    *DOMAINS,
    "quancheng.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "quancheng.web.ui.middleware.RequestRecordMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "quancheng.web.ui.middleware.CleanAddressMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "quancheng.web.session_limits.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quancheng.web.ui.middleware.SentenceMiddleware",
]
ROOT_URLCONF = "quancheng.web.urls"
WSGI_APPLICATION = "quancheng.ops.wsgi.application"
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
                "quancheng.web.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "quancheng.web.ui.forms.renderer.DesignRenderer"
CSRF_FAILURE_VIEW = "quancheng.web.ui.errors.csrf_failed"

DATABASES = {"default": database.connection(home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters of failed logins and of look-ups are shared by all processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "quancheng_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
_COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_FOLDER,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A body that is not a file: the intake form with every element of an item is well below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["quancheng.cases.files.upload_handler.BoundedUploadHandler"]

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "quancheng.identity.passwords.LongEnough"},
    {"NAME": "quancheng.identity.passwords.KindsOfCharacters"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "quancheng.web.login.AccountAdapter"
MFA_ADAPTER = "quancheng.web.login.SecondFactorAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {
    "login": "quancheng.web.ui.forms.entrance.StaffLoginForm",
    "change_password": "quancheng.web.ui.forms.entrance.StaffPasswordForm",
    "reauthenticate": "quancheng.web.ui.forms.entrance.StaffReauthenticateForm",
}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A name locks after five wrong passwords (identity/rules/lockout.py); an address is slowed here.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/15m/ip",
    "reauthenticate": "10/m/user",
}
MFA_FORMS = {
    "activate_totp": "quancheng.web.ui.forms.entrance.StaffTotpForm",
    "authenticate": "quancheng.web.ui.forms.entrance.StaffCodeForm",
    "reauthenticate": "quancheng.web.ui.forms.entrance.StaffCodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "全程代理"

SESSION_ENGINE = "quancheng.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A session ends after half an hour without a request, and after a working day in any case.
SESSION_IDLE_LIMIT = timedelta(minutes=30)
SESSION_ABSOLUTE_LIMIT = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_LIMIT.total_seconds())
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # The widths of clocks and bars are custom properties on the element; no rule can be added.
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "frame-src": [SELF],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.is_set("SMTP_HOST")
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = environment.text("SMTP_HOST", default="localhost")
EMAIL_PORT = environment.number("SMTP_PORT", default=25, minimum=1, maximum=65_535)
EMAIL_HOST_USER = environment.text("SMTP_USER", default="")
EMAIL_HOST_PASSWORD = environment.text("SMTP_PASSWORD", default="")
_SMTP_TLS = environment.choice("SMTP_TLS", options=["none", "starttls", "tls"], default="none")
EMAIL_USE_TLS = _SMTP_TLS == "starttls"
EMAIL_USE_SSL = _SMTP_TLS == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("SMTP_FROM", default="quancheng@localhost")

LOGGING = records.logging(
    level=environment.choice(
        "QUANCHENG_LOG_LEVEL", options=["debug", "info", "warning", "error"], default="info"
    ),
    readable=environment.choice("QUANCHENG_LOG", options=["json", "text"], default="json")
    == "text",
)
records.configure()

# The release, which whitenoise's and the browser's caches and `quancheng doctor` show.
RELEASE = environment.text("QUANCHENG_RELEASE", default=version("quancheng"))
