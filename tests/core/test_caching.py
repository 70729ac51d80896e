"""A real Redis, stopped and frozen while pages are asked for."""

import os
import signal
import subprocess
import time

import pytest
from django.core.cache import cache

from legalaid.platform.core.caching import shared_cache
from tests.notifications.test_delivery import free_port

PAGES = ("/", "/cases/", "/cases/consultations/", "/board/", "/messages/")
# the client leaves connections to a killed server to the collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Redis:
    def __init__(self, port):
        self.port = port
        self.start()

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not cache_works() and time.monotonic() < deadline:
            time.sleep(0.05)

    def stop(self):
        self.process.kill()
        self.process.wait()


def cache_works():
    cache.set("kept", 7)
    return cache.get("kept") == 7


@pytest.fixture
def redis(settings):
    port = free_port()
    settings.CACHES = {"default": shared_cache(f"redis://127.0.0.1:{port}/0")}
    one = Redis(port)
    yield one
    one.stop()


def answers(client):
    began = time.monotonic()
    return [client.get(page).status_code for page in PAGES], time.monotonic() - began


@pytest.mark.one_database
def test_pages_answer_with_redis_stopped_and_it_is_used_again_once_back(redis, county, sign_in):
    client = sign_in(county.zhuren)
    assert cache_works()
    redis.stop()
    assert answers(client)[0] == [200] * len(PAGES)
    assert not cache_works()
    redis.start()
    assert cache_works()


@pytest.mark.one_database
def test_pages_answer_soon_with_redis_frozen(redis, county, sign_in):
    client = sign_in(county.zhuren)
    answers(client)
    os.kill(redis.process.pid, signal.SIGSTOP)
    codes, _ = answers(client)
    began = time.monotonic()
    assert cache.get("kept") is None
    waited = time.monotonic() - began
    os.kill(redis.process.pid, signal.SIGCONT)
    assert codes == [200] * len(PAGES)
    assert waited < 2
