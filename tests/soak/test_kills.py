"""Every process killed again and again while people work, letters go out and papers are printed: nothing lost, nothing twice."""

from collections import Counter as Count

import pytest

from .house import ROUNDS, Counter, wait_for

VICTIMS = (("worker", False), ("web", True), ("beat", False), ("worker", True), ("web", False))
LETTERS = 200
WAITING = "notifications_delivery where state = 'queued'"
WORK = f"""
from legalaid.platform.accounts.models import User
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import enqueue
from legalaid.platform.notifications.send import notify
person = User.objects.get(username="lvshi")
for n in range({LETTERS}):
    person.email = f"post{{n}}@example.org"
    notify(person, key=f"soak:{{n}}", kind="due", text=f"期限{{n}}")
person.save()
for paper in Paper.objects.filter(state="pending"):
    enqueue("render_paper", paper=paper.pk)
"""


@pytest.fixture
def busy(house, post):
    house.prepare(WORK, EMAIL_URL=post.url)
    house.start()
    return house


def test_killed_at_any_instant_it_comes_back_with_nothing_lost_or_twice(busy, post):
    papers = busy.count("documents_paper where state = 'pending'")
    back = []
    with Counter(busy) as clerk:
        for number in range(ROUNDS):
            program, child = VICTIMS[number % len(VICTIMS)]
            back.append(busy.kill(program, child=child))
    _, drained = wait_for(lambda: busy.idle() and not busy.count(WAITING), 900)

    asked = Count(row for (row,) in busy.rows("select question from cases_consultation"))
    assert {question: asked[question] for question in clerk.registered} == dict.fromkeys(
        clerk.registered, 1
    )
    assert busy.count("jobs_job where state = 'failed'") == 0
    assert busy.count("documents_paper where state = 'pending'") == 0
    told = Count(dict(busy.rows("select id, state from notifications_delivery")).values())
    assert told["sent"] + told["sending"] + told["unknown"] == LETTERS
    assert told["sending"] + told["unknown"] <= 2 * ROUNDS  # two processes
    assert "完好" in busy.manage("verify_audit")
    print(
        f"\n{ROUNDS} kills: back after {max(back):.0f} s at most; {len(clerk.registered)} acts, {clerk.failures()} answers said again, none twice;"
        f" {papers} papers, {LETTERS} letters, {dict(told)}; idle after {drained:.0f} s"
    )
