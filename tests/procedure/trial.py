"""A small procedure that uses every word a step knows, on numbers of the hall: quick to stand up, taken down after each test."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit import verbs
from legalaid.platform.procedure.engine import WORKFLOWS, Workflow
from legalaid.platform.procedure.steps import BACK, Place, Step
from stations.hall.models import Ticket
from stations.models import Station

TAKE, SERVE = "queue.take", "queue.serve"
PLACES = (
    Place("waiting", "window", "接待"),
    Place("called", "handler", "接待"),
    Place("missed", None, "接待"),
    Place("served", None, "接待", final=True),
    Place("lapsed", None, "接待", final=True),
)
STEPS = (
    Step("take", "取号", "", {"waiting"}, None, TAKE, opening=True, starts=("examination",), sentence="取号：{purpose}{who}",
         records=("purpose", "ground"), personal=("who",)),
    Step("take_self", "自助取号", "", {"waiting"}, None, TAKE, opening=True, system=True),
    Step("call", "叫号", "", {"waiting", "missed"}, "called", SERVE, remembers=True, pauses=("examination",),
         papers=("material_receipt",), sentence="{window}叫号", records=("window", "number")),
    Step("put_back", "退回", "", {"called"}, BACK, SERVE, returns_to={"waiting", "missed"}, resumes=("examination",)),
    Step("look", "查看", "", {"waiting", "called"}, None, TAKE, records=("on",)),
    Step("hurry", "催办", "", {"waiting"}, None, TAKE, cancels=("examination",), starts=("assignment",)),
    Step("settle", "办妥", "", {"waiting"}, "missed", TAKE, stops=("assignment",)),
    Step("undo", "撤回办妥", "", {"missed"}, "waiting", TAKE, reopens=("assignment",)),
    Step("finish", "办结", "", {"waiting", "called"}, "served", SERVE),
    Step("lapse", "过期", "", {"waiting"}, "lapsed", TAKE, system=True),
)  # fmt: skip


def at(hour, day=3):
    return timezone.make_aware(datetime(2026, 3, day, hour))


def not_number_13(user, ticket):
    return f"{user.name}不办13号。" if ticket.number == 13 else ""


@pytest.fixture
def trial(db):
    """The procedure with its acts, a clerk, a lawyer who may only serve, a finance officer who may nothing."""
    flow = Workflow(
        "trial", places=PLACES, steps=STEPS, policies={SERVE: not_number_13}, noun="试号"
    )
    for step in STEPS:
        flow.step(step.key)(_do_nothing)
    flow.paper("material_receipt")(_receipt)

    people = {
        login: User.objects.create(username=login, name=name, role=role)
        for login, name, role in (
            ("clerk", "窗口员", "window"),
            ("lawyer", "律师甲", "handler"),
            ("finance", "财务员", "finance"),
        )
    }
    hall = Station.objects.create(name="试验大厅", kind="center", host="center")
    yield SimpleNamespace(flow=flow, hall=hall, system=system_user(), **people)

    del WORKFLOWS["trial"], verbs.NOUNS["trial"]
    for step in STEPS:
        del verbs.VERBS[f"trial.{step.key}"]


def _do_nothing(ticket, *, by, at, **facts):
    return facts.get("made")


def _receipt(ticket, *, by, at, **facts):
    return {"号": str(ticket), "经办": by.name, "时间": f"{at:%H}", "窗口": facts["window"]}


def new_ticket(trial, number=1, *, by=None, hour=9, **facts):
    ticket = Ticket(
        station=trial.hall, day=date(2026, 3, 3), number=number, purpose="consult",
        taken_at=at(hour), place=at(hour),
    )  # fmt: skip
    take(trial, ticket, by=by or trial.clerk, hour=hour, **facts)
    return ticket


def take(trial, ticket, key="take", *, by, hour=9, **facts):
    def save(row, *, by, at, **facts):
        row.save()
        return row

    return trial.flow.open(ticket, key, save, by=by, at=at(hour), facts=facts)
