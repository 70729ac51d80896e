"""Settings from the environment."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL", "VAR_DIR"])
def test_line_of_the_environment_without_a_value_says_nothing(name):
    asked = "from legalaid.settings import DATABASES, EMAIL_BACKEND, VAR_DIR; print(DATABASES['default']['ENGINE'], EMAIL_BACKEND, VAR_DIR.name)"
    env = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "EMAIL_URL")
    }
    env |= {"VAR_DIR": str(settings.VAR_DIR), name: ""}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    folder = "var" if name == "VAR_DIR" else settings.VAR_DIR.name
    assert done.stdout.split() == [
        "django.db.backends.sqlite3",
        "django.core.mail.backends.console.EmailBackend",
        folder,
    ]
