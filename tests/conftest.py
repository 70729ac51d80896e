import os
import random
import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.http import FileResponse
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

# the first number drawn has every file of the house read for constants, which takes seconds on a busy machine
hypothesis.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("house")

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright runs an event loop in this thread
# what these compare is shown where it differs
pytest.register_assert_rewrite("tests.papers", "tests.rights.steps")
settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.pages.VersionMiddleware"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker):
    """True: what was copied is kept and only what it lacks is migrated."""
    from tests.database import start_from_copy

    with django_db_blocker.unblock():
        start_from_copy()
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A flush deletes row by row on SQLite and truncates on PostgreSQL: the guards against both are lifted; their own tests put them back."""
    from legalaid.platform.audit.guards import ALLOWS

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ALLOWS)
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_no_delete'"
            )
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {trigger}")


@pytest.fixture(autouse=True)
def fresh_cache():
    from django.core.cache import cache

    from tests import laid

    cache.clear()
    laid.forget()


@pytest.fixture(autouse=True)
def private_dir():
    yield
    shutil.rmtree(settings.PRIVATE_DIR, ignore_errors=True)
    settings.AUDIT_ANCHORS.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def given_files(monkeypatch):
    """What a test was given and did not read to its end is closed with it."""
    given = []

    class Given(FileResponse):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            given.append(self.file_to_stream)  # a 304 and a HEAD forget it

    monkeypatch.setattr("legalaid.platform.documents.storage.FileResponse", Given)
    yield
    for file in filter(None, given):
        file.close()


@pytest.fixture
def county(db):
    """The demo county without cases, its people by login name."""
    from tests.laid import laid

    laid("county", build)
    return its_people()


def build_county():
    build()
    return its_people()


def build():
    from legalaid.demo import county

    county.build(random.Random(1))


def its_people():
    from legalaid.platform.accounts.models import User

    return SimpleNamespace(**{user.username: user for user in User.objects.all()})


@pytest.fixture
def office(county):
    """The same county, those who stand on its papers under names and numbers of their own."""
    from tests.papers import name_people

    name_people(county)
    return county


@pytest.fixture
def sign_in(client):
    def _sign_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return _sign_in


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium-headless-shell",
        "args": CHROMIUM,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
    }
