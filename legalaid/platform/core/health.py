"""How the installation is: each app registers its own checks, a monitor and the administrator read them all.

A check answers in milliseconds from rows and files that are there anyway, and names no person.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from .registry import Registry

log = logging.getLogger(__name__)


class Level(StrEnum):
    FINE = "fine"
    SOON = "soon"  # still works; somebody should see to it
    BAD = "bad"  # not ready


@dataclass(frozen=True)
class Finding:
    """What was found, in a sentence, and what is to be done."""

    level: Level
    sentence: str
    todo: str = ""


@dataclass(frozen=True)
class Check:
    key: str
    label: str
    look: Callable
    stored: bool  # whether it asks the database


CHECKS = Registry()
DATABASE = "database"
UNASKED = Finding(Level.BAD, "数据库没有应答，这一项没有查。")
UNANSWERED = Finding(Level.BAD, "这一项没有查成。", "请看网页程序的日志。")


def check(key, label, *, stored=True):
    """Decorator: registers `look(now) -> Finding` under this key; `stored` is False for what does without the database."""

    def add(look):
        CHECKS[key] = Check(key, label, look, stored)
        return look

    return add


def fine(sentence):
    return Finding(Level.FINE, sentence)


def soon(sentence, todo=""):
    return Finding(Level.SOON, sentence, todo)


def bad(sentence, todo=""):
    return Finding(Level.BAD, sentence, todo)


def findings(now):
    """[(Check, Finding)] in the order of registration. Whatever a check raises is a finding too."""
    database = _look(CHECKS[DATABASE], now)
    answers = database.level != Level.BAD
    found = [
        (one, _look(one, now) if answers or not one.stored else UNASKED)
        for one in CHECKS.values()
        if one.key != DATABASE
    ]

    return [(CHECKS[DATABASE], database), *found]


def ready(found):
    return all(finding.level != Level.BAD for _, finding in found)


def _look(one, now):
    try:
        return one.look(now)
    except Exception as error:  # a monitor is told, not left without an answer
        log.error("health check %s failed: %s", one.key, type(error).__name__)
        return UNANSWERED


@check(DATABASE, "数据库")
def database(now):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return bad("数据库没有应答。", "请看数据库是否在运行、磁盘是否已满。")
    return fine("应答正常。")
