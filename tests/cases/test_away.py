"""An application that is not ours: told, handed on, answered; and back again where it was a mistake."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import State
from cases.enums.agencies import AwayResult
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import Deadline
from tests.factories import new_case, walk

AWAY = {"destination": "邻水县法律援助中心", "reason": "仲裁委员会在邻水县。"}
SENT = {"sent_on": date(2026, 3, 4), "manner": "邮寄", "titles": ["法律援助申请表", "身份证明"]}


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


def away(county, case=None, day=3):
    case = case or new_case(county)
    CASE.acts["refer_away"](case, by=county.chuangkou, at=at(3, day, 10), **AWAY)
    return case


def clock(case, rule):
    return Deadline.objects.filter(subject_id=case.pk, rule=rule).last()


def test_applicant_is_told_in_writing_where_to_go(county):
    case = away(county)
    paper = Paper.objects.get(subject_id=case.pk, kind="referral_notice")
    assert (case.state, paper.number_text) == (State.REFERRED_AWAY, "清援知字〔2026〕第1号")
    assert str(case.referrals_away.get()) == "邻水县法律援助中心"


def test_papers_are_handed_on_once_with_a_letter_and_the_receipt_recorded(county):
    case = away(county)
    CASE.acts["forward_papers"](case, by=county.chuangkou, at=at(3, 4, 9), **SENT)
    with pytest.raises(DomainError, match="已经移送过"):
        CASE.acts["forward_papers"](case, by=county.chuangkou, at=at(3, 4, 10), **SENT)
    answer = {"result": AwayResult.ACCEPTED, "answered_on": date(2026, 3, 9)}
    CASE.acts["record_receipt"](case, by=county.chuangkou, at=at(3, 9, 9), **answer)
    row = case.referrals_away.get()
    assert (row.result, row.answered_on) == ("accepted", date(2026, 3, 9))
    assert Paper.objects.filter(subject_id=case.pk, kind="transfer_letter").count() == 1


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 5)])
def test_papers_are_handed_on_between_the_telling_and_today(county, day):
    case = away(county)
    with pytest.raises(DomainError, match="告知之日与今天之间"):
        CASE.acts["forward_papers"](
            case, by=county.chuangkou, at=at(3, 4, 9), **SENT | {"sent_on": day}
        )


def test_no_receipt_before_the_papers_went(county):
    case = away(county)
    answer = {"result": AwayResult.ACCEPTED, "answered_on": date(2026, 3, 3)}
    with pytest.raises(DomainError, match="还没有移送"):
        CASE.acts["record_receipt"](case, by=county.chuangkou, at=at(3, 4, 9), **answer)


def test_referral_undone_puts_the_case_back_and_its_days_run_as_if_it_never_ended(county):
    case = away(county)
    CASE.acts["forward_papers"](case, by=county.chuangkou, at=at(3, 4, 9), **SENT)
    CASE.acts["recall_referral"](
        case, by=county.chuangkou, at=at(3, 6, 9), reason="对方认为属于我县管辖，退回。"
    )
    assert case.state == State.SUBMITTED
    examination = clock(case, "examination")
    assert (examination.cancelled_at, timezone.localdate(examination.due_at)) == (
        None,
        date(2026, 3, 10),
    )
    assert clock(case, "window_promise").met_at is None
    assert case.referrals_away.get().undone_reason == "对方认为属于我县管辖，退回。"


def test_promise_met_before_the_referral_stays_met(county):
    case = away(county, walk(county, "accept"), day=5)
    met = clock(case, "window_promise").met_at
    CASE.acts["recall_referral"](case, by=county.chuangkou, at=at(3, 6, 9), reason="管辖判断有误。")
    assert (case.state, clock(case, "window_promise").met_at) == (State.FORM_REVIEW, met)


def test_referral_is_undone_once_and_with_a_reason(county):
    case = away(county)
    with pytest.raises(DomainError, match="不少于5个字"):
        CASE.acts["recall_referral"](case, by=county.chuangkou, at=at(3, 6, 9), reason="错了")
    CASE.acts["recall_referral"](case, by=county.chuangkou, at=at(3, 6, 9), reason="管辖判断有误。")
    with pytest.raises(StaleState):
        CASE.acts["recall_referral"](
            case, by=county.chuangkou, at=at(3, 6, 9), reason="再撤一次试试。"
        )


def test_page_asks_the_name_of_a_legal_aid_agency_and_says_the_jurisdiction(county, sign_in):
    case, client = new_case(county), sign_in(county.chuangkou)
    page = reverse("cases:refer_away", args=[case.pk])
    assert "法律援助法第三十八条" in client.get(page).content.decode()
    said = {"kind": "organ_county", "agency": "", "reason": "管辖"}
    assert "请写明是哪一个法律援助机构" in client.post(page, said).content.decode()
    assert client.post(page, said | {"agency": "邻水县法律援助中心"}).status_code == 302
    assert case.referrals_away.get().agency == "邻水县法律援助中心"


def test_pages_from_the_letter_to_the_way_back(county, sign_in):
    case, client = new_case(county), sign_in(county.chuangkou)

    def post(key, **said):
        return client.post(reverse(f"cases:{key}", args=[case.pk]), said).status_code

    today = timezone.localdate().isoformat()
    assert post("refer_away", kind="notary", agency="", reason="要求公证。") == 302
    assert post("forward_papers", sent_on=today, manner="邮寄", titles=["法律援助申请表"]) == 302
    assert post("forward_papers", sent_on=today, manner="邮寄", titles=["没有的材料"]) == 422
    assert post("record_receipt", result="sent_back", answered_on=today, answer="不受理") == 302
    assert post("recall_referral", reason="对方退回，由本中心办理。") == 302
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
