"""The conftest of a mutation run: its database is made by the first test run and found made by the thousand that follow."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases

MADE = Path(settings.VAR_DIR) / "made"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    with django_db_blocker.unblock():
        if not MADE.exists():
            setup_databases(verbosity=0, interactive=False)
            MADE.touch()
        connection.close()  # whoever was forked must not share it
        connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"]
