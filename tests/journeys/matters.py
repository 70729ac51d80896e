"""What the matters of real people share: how a form is filled in, how the ordinary middle is walked, how papers are read."""

import os
import time
from pathlib import Path

from django.utils import timezone

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import last_job, run
from tests.factories import LINE, do, scan
from tests.journeys.test_case_life import content, page_texts

FOLDER = os.environ.get("PAPERS_DIR")  # where the papers are wanted to be looked at
REFUSED = ".invalid-feedback:visible, .alert-danger:visible"

LINE_PAPERS = {
    "application", "material_receipt", "review_form", "decision_grant", "assignment_notice", "official_letter", "agreement",
    "power_of_attorney", "progress_record", "closing_report", "follow_up_record",
}  # fmt: skip


def say(one, **said):
    """Fills in what is on the page: a text for a box or a choice, True for a tick, a list for the ticked or the one of several."""
    for name, value in said.items():
        if isinstance(value, list):
            for chosen in value:
                one.page.check(f"input[name={name}][value='{chosen}']")
            continue

        field = one.page.locator(f"#id_{name}")
        if value is True:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def unfold(one, *parts):
    """Opens folded parts of a form."""
    for part in parts:
        one.page.click(f"{part} > summary")


def refusals(one):
    """What the page says against what was sent last."""
    return one.page.locator(REFUSED).all_inner_texts()


def turn_to(one, case, label):
    """The page of a step, from the page of the case."""
    one.go(case.get_absolute_url())
    if not one.page.locator(f"a:text-is('{label}')").first.is_visible():
        one.page.click("details.menu summary:has-text('其他办理')")
    one.press(label)


def act(one, case, label, **said):
    turn_to(one, case, label)
    say(one, **said)
    one.press(label)
    assert refusals(one) == []
    case.refresh_from_db()


def update(one, case, what, **said):
    """What is so today, from the pen beside `what` on the page of the case."""
    one.go(case.get_absolute_url())
    one.page.click(f"a[aria-label='更新{what}']")
    say(one, **said)
    one.press("更新")
    assert refusals(one) == []
    case.refresh_from_db()


def choose_cause(one, name):
    one.page.fill("#cause_text", "")
    one.page.type("#cause_text", name)
    one.page.click(f"#causes button:has-text('{name}') >> nth=0")
    one.page.wait_for_selector("#received_identity")


def tick_all_material(one):
    for box in one.page.locator("#side input[type=checkbox]").all():
        box.check()


def submit(one):
    """Hands the application in; the case it became."""
    one.press("提交申请")
    assert refusals(one) == []
    one.page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    return Case.objects.latest("pk")


def walk_on(people, case, until, **said):
    """The ordinary steps from where the case stands up to and including `until`, by the acts that test_case_life clicks.

    `said`: {step: what is said in it otherwise}.
    """
    in_hand = case.materials.values_list("slot", "title")
    facts = {
        "accept": {"received": dict(in_hand), "materials": list(dict(in_hand).values())}
    } | said
    first = next(key for key in LINE if case.state in CASE.steps[key].source)
    for step in LINE[LINE.index(first) : LINE.index(until) + 1]:
        if step == "accept":
            scan(case, "application_form", by=people.chuangkou)
        do(case, people, step, timezone.now(), **facts.get(step, {}))
        case.refresh_from_db()


def seal(people, case):
    """Paid, archived, both volumes built."""
    if not case.subsidy_settled:
        do(case, people, "record_payment", timezone.now())
    CASE.acts["archive"](case, by=people.guidang)
    run(last_job("build_dossier", case=case.pk).pk)
    case.refresh_from_db()
    assert case.state == State.ARCHIVED


def papers_of(subject, workflow="case"):
    """{kind: text} of the papers in force, as they are printed; where wanted, as files too."""
    texts, papers = {}, Paper.objects.filter(workflow=workflow, subject_id=subject.pk)
    whose = getattr(getattr(subject, "applicant", subject), "name", subject)
    for number, paper in enumerate(papers, 1):
        data = content(ensure_file(paper))
        old = "-old" if paper.superseded_by_id else ""
        keep(f"{whose}-{number:02}-{paper.kind}{old}", data)
        if not paper.superseded_by_id:
            texts[paper.kind] = "".join("".join(page_texts(data)).split())
    return texts


def wait_until(come, seconds=60):
    """What a page does by itself has come."""
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end
        time.sleep(0.1)


def keep(name, data):
    if FOLDER:
        Path(FOLDER, f"{name}.pdf").write_bytes(data)
