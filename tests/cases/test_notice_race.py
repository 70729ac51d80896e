"""The same paper in the hands of two, the same sheet before two: each notice is one case, whoever was first."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Case
from legalaid.platform.audit.chain import verify
from legalaid.platform.audit.models import Event
from tests.at_once import at_once, one_refused
from tests.conftest import BACKEND, build_county
from tests.factories import START

from .test_notice import notified
from .test_notice_sheet import row, seen, sent


@pytest.fixture
def county(transactional_db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: START)
    return build_county()


def numbers():
    return sorted(Case.objects.values_list("number", flat=True))


def test_notice_is_registered_once_by_two_clerks_and_by_one_who_presses_twice(county):
    two = (county.chuangkou, county.shencha)
    answers = at_once(*(lambda who=who: notified(county, by=who) for who in two))
    assert (
        one_refused(answers) == "清和县人民法院的这份通知书已为赵小军登记（清援案〔2026〕0001号）。"
    )

    token = uuid.uuid4()
    other = {"number": "清法援通〔2026〕13号", "apart": "另案起诉"}
    same = at_once(*[lambda: notified(county, token=token, notice=other).number] * 2)
    assert same == ["清援案〔2026〕0002号"] * 2
    assert numbers() == ["清援案〔2026〕0001号", "清援案〔2026〕0002号"]
    assert (Event.objects.filter(verb="case.notify").count(), verify()[2]) == (2, None)


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_sheet_written_by_two_at_once_registers_each_notice_once(county):
    sheet = [row(number=f"{one}号", name=f"赵小{chr(0x4E00 + one)}", id="") for one in range(12)]
    clerks = [signed_in(user) for user in (county.chuangkou, county.shencha)]
    pages = [seen(client, *sheet) for client in clerks]
    pairs = zip(clerks, pages, strict=True)
    done = at_once(*(lambda pair=pair: sent(*pair) for pair in pairs))

    assert {answer.status_code for answer in done} <= {200, 409}
    imported = Event.objects.filter(verb="notices.imported")
    assert sum(event.data["count"] for event in imported) == 12
    assert numbers() == [f"清援案〔2026〕{one:04d}号" for one in range(1, 13)]
    assert (Event.objects.filter(verb="case.notify").count(), verify()[2]) == (12, None)


def test_notice_typed_while_the_sheet_that_holds_it_is_written_is_one_case(county):
    clerk = signed_in(county.chuangkou)
    page = seen(clerk, row(id=""))
    same = {
        "organ": "清和县人民检察院", "stage": "审查起诉", "applicant_role": "犯罪嫌疑人", "notified": "prosecution", "crowds": [],
        "notice": {"organ_kind": "procuratorate", "number": "清检援通〔2026〕7号"},
    }  # fmt: skip
    at_once(lambda: sent(clerk, page), lambda: notified(county, by=county.shencha, **same))
    assert (numbers(), verify()[2]) == (["清援案〔2026〕0001号"], None)
