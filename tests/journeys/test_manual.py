"""The pictures of the manual: pages of the demo county on a day that stands still, and what stands on them beside the people's own data.

`make pictures` takes them anew. In every run each page is compared with what its picture shows: labels, headings, buttons, columns.
A page that has changed fails here until its picture is taken again, so that no picture grows old unseen.
"""

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from cases.models import Case
from cases.workflow import CASE
from legalaid.faces.manual.models import Round
from legalaid.platform.accounts.models import User
from subsidies.models import Batch

RETAKE = os.environ.get("PICTURES")
FOLDER = settings.BASE_DIR / "static" / "manual"
SHOWN = Path(__file__).parent / "pictures.json"
WIDE = 1080  # pixels of a picture; of a telephone, what it has
SEEN = "main h2, main legend, main label, main th, main summary, main button"
# a whole number of an identity or of a telephone; one that is masked holds stars
OPEN = re.compile(r"(?<![\d*])(?:\d{17}[\dX]|1[3-9]\d{9})(?![\d*])")


def first(username, step, **where):
    """The page of this step on the first case this person may take it on."""
    user = User.objects.get(username=username)
    for case in Case.objects.filter(**where).order_by("number"):
        if not CASE.refusal(CASE.steps[step], case, user):
            return reverse(f"cases:{step}", args=[case.pk])
    raise AssertionError(f"{username} finds no case for {step}")


def pages():
    """{name: (who, address)} of all pictures."""
    handled = Case.objects.filter(state="handling", kind="civil").order_by("number").first()
    return {
        "today": ("chuangkou", "/"),
        "queue": ("chuangkou", "/hall/"),
        "consult": ("chuangkou", "/cases/consultations/new/"),
        "intake": ("chuangkou", "/cases/new/"),
        "calls": ("chuangkou", "/quality/calls/"),
        "case": ("zhuren", handled.get_absolute_url()),
        "notices": ("shencha", "/cases/notices/"),
        "recommend": ("shencha", first("shencha", "recommend", state="merits_review")),
        "decisions": ("zhuren", "/cases/decisions/"),
        "assign": ("zhuren", first("zhuren", "assign", state="granted")),
        "handler": ("lvshi", "/"),
        "batch": ("caiwu", Batch.objects.order_by("pk").first().get_absolute_url()),
        "dashboard": ("zhuren", "/statistics/"),
    }


def texts(page):
    """What names the parts of the page, without its figures."""
    found = page.locator(SEEN).all_text_contents()
    plain = (re.sub(r"[\d,.%]+|\s+", "", text) for text in found)
    return sorted({text for text in plain if 1 < len(text) < 24 and "*" not in text})


def take(page, name):
    FOLDER.mkdir(exist_ok=True)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    if taken.width > WIDE:
        taken = taken.resize((WIDE, taken.height * WIDE // taken.width), Image.Resampling.LANCZOS)
    taken.save(FOLDER / f"{name}.webp", quality=65, method=6)


def signed_in(seat, who, phone):
    """Somebody who has been through the first round."""
    user = User.objects.get(username=who)
    Round.objects.create(owner=user, role=user.role, ended=True)
    return seat(who, phone=phone)


@pytest.mark.django_db(transaction=True)
def test_pictures_of_the_manual_show_the_pages_as_they_are(transactional_db, clock, seat):
    clock.put(2026, 11, 25, 9, 40)
    call_command("seed_demo", cases=60, verbosity=0)
    found, seats = {}, {}
    for name, (who, address) in pages().items():
        one = seats.get(who) or seats.setdefault(who, signed_in(seat, who, name == "handler"))
        one.go(address)
        one.page.wait_for_load_state("networkidle")
        assert (name, OPEN.findall(one.page.locator("main").inner_text())) == (name, [])
        found[name] = texts(one.page)
        if RETAKE:
            take(one.page, name)

    if RETAKE:
        SHOWN.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    assert found == json.loads(SHOWN.read_text()), "a page has changed: run `make pictures`"
