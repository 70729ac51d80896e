"""Loaded by pytest before the settings: gives each parallel worker its own files and its own Redis database, and the long tests first."""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker:
    number = int(worker.removeprefix("gw"))
    os.environ["VAR_DIR"] = os.path.join(os.environ.get("VAR_DIR", "var"), worker)
    if url := os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = f"{url.rsplit('/', 1)[0]}/{number}"


def pytest_collection_modifyitems(items):
    """A journey begun last would leave the other worker without work."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/journeys/"))
