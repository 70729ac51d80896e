"""Hearings move: moved, cancelled, held; what the record lists, and what a conclusion asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import HearingNews, Outcome, State
from cases.models import Closure, Hearing
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from tests.factories import START, walk

NEXT_WEEK, LATER = timedelta(days=7), timedelta(days=14)
ORGAN = "清和县劳动人事争议仲裁委员会"


@pytest.fixture
def case(county):
    return walk(county, "hold_first_meeting")


def scheduled(case, by, ahead=NEXT_WEEK):
    at = {"at": case.changed_at, "starts_at": timezone.now() + ahead}
    return CASE.acts["schedule_hearing"](case, by=by, organ=ORGAN, place="一号庭", **at)


def update(case, by, hearing, news, **facts):
    return CASE.acts["update_hearing"](case, by=by, hearing=hearing, news=news, **facts)


def test_moved_hearing_stands_at_its_new_time_and_the_history_keeps_the_old(county, sign_in, case):
    at = {"at": case.changed_at, "starts_at": START.replace(year=2099)}
    hearing = CASE.acts["schedule_hearing"](
        case, by=county.lvshi, organ=ORGAN, place="一号庭", **at
    )
    sent = {
        "seen": case.version, "hearing": hearing.pk, "news": "moved", "starts_at": "2099-03-10T14:30", "place": "二号庭",
        "reason": "仲裁员出差", "result": "",
    }  # fmt: skip
    answer = sign_in(county.lvshi).post(reverse("cases:update_hearing", args=[case.pk]), sent)
    assert answer.status_code == 302

    row = Hearing.objects.get(pk=hearing.pk)
    assert (f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}", row.place) == (
        "2099-03-10 14:30",
        "二号庭",
    )
    assert Event.objects.get(verb="case.update_hearing").data == {
        "news": "改期",
        "was": f"2099年3月3日 09:00 {ORGAN}",
        "said": "，改为2099年3月10日 14:30 二号庭：仲裁员出差",
    }


def test_cancelled_hearing_leaves_the_calendar_and_comes_back_when_it_is_moved(county, case):
    hearing = scheduled(case, county.lvshi)
    update(case, county.lvshi, hearing, HearingNews.CANCELLED, reason="对方申请延期")
    assert Hearing.objects.get(pk=hearing.pk).cancelled
    then = timezone.now() + LATER
    update(case, county.lvshi, hearing, HearingNews.MOVED, starts_at=then, reason="另定日期")
    assert not Hearing.objects.get(pk=hearing.pk).cancelled


@pytest.mark.parametrize(
    ("news", "facts", "sentence"),
    [
        ("moved", {"reason": "出差"}, "请填写改到什么时候。"),
        ("moved", {"starts_at": START, "reason": "出差"}, "改期后的时间应晚于现在；已经开过的，请登记结果。"),
        ("moved", {"starts_at": START.replace(year=2099)}, "请写明改期或者取消的原因。"),
        ("cancelled", {}, "请写明改期或者取消的原因。"),
        ("held", {"result": "休庭"}, "这次开庭还没有开，不能登记结果；时间有变的，请办理改期。"),
    ],
)  # fmt: skip
def test_what_cannot_be_of_a_hearing_ahead_is_refused(county, case, news, facts, sentence):
    hearing = scheduled(case, county.lvshi)
    with pytest.raises(DomainError) as refused:
        update(case, county.lvshi, hearing, HearingNews(news), **facts)
    assert refused.value.sentence == sentence


def test_hearing_of_another_case_is_not_found(county, case):
    other = scheduled(walk(county, "hold_first_meeting"), county.lvshi)
    with pytest.raises(DomainError, match="这次开庭不在本案中"):
        update(case, county.lvshi, other, HearingNews.CANCELLED, reason="出差")


def test_record_lists_a_hearing_once_it_has_taken_place_with_its_result(county, case):
    ahead = scheduled(case, county.lvshi)
    past = scheduled(case, county.lvshi, timedelta(days=-1))
    update(case, county.lvshi, past, HearingNews.HELD, result="休庭，另行通知")

    def listed(at):
        context = CASE.paper_contexts["progress_record"](case, by=county.lvshi, at=at)
        return [row["result"] for row in context["done"] if row["what"] == "hearing"]

    assert listed(timezone.now()) == ["休庭，另行通知"]
    assert listed(ahead.starts_at) == ["休庭，另行通知", ""]


def test_conclusion_with_a_hearing_ahead_asks_and_calls_it_off(county, sign_in, case):
    hearing, client = scheduled(case, county.lvshi), sign_in(county.lvshi)
    sent = {
        "seen": case.version, "document": "仲裁裁决书", "document_number": "", "closed_on": timezone.localdate().isoformat(),
        "outcome": "arbitrated", "amount_won": "", "adopted": "", "result": "已裁决。",
    }  # fmt: skip
    path = reverse("cases:conclude", args=[case.pk])
    page = client.post(path, sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["hearings_off"])

    assert client.post(path, sent | {"hearings_off": "on"}).status_code == 302
    assert Hearing.objects.get(pk=hearing.pk).cancelled


def test_conclusion_is_taken_back_until_the_file_is_handed_in(county, sign_in):
    case = walk(county, "conclude")
    path, client = reverse("cases:reopen_handling", args=[case.pk]), sign_in(county.lvshi)
    answer = client.post(path, {"seen": case.version, "reason": "裁决书尚未生效，对方起诉"})
    assert answer.status_code == 302

    case.refresh_from_db()
    assert (case.state, case.closed_on, case.outcome, case.amount_won) == (
        "handling",
        None,
        "",
        None,
    )
    assert not Closure.objects.filter(case=case).exists()
    assert case.deadlines.open().filter(rule="closure_file").count() == 0
    event = Event.objects.get(verb="case.reopen_handling")
    assert (event.data["outcome"], event.personal_data["reason"]) == (
        "劳动仲裁裁决",
        "裁决书尚未生效，对方起诉",
    )

    end = {"closed_on": timezone.localdate(), "document": "仲裁调解书", "outcome": Outcome.MEDIATED}
    CASE.acts["conclude"](case, by=county.lvshi, result="调解。", **end)
    assert case.deadlines.open().filter(rule="closure_file").count() == 1


def test_conclusion_of_a_file_handed_in_is_not_taken_back(county):
    assert CASE.steps["reopen_handling"].source == {State.CONCLUDED}


def test_only_hearing_of_which_nothing_is_known_yet_is_chosen_beforehand(county, sign_in, case):
    client, path = sign_in(county.lvshi), reverse("cases:update_hearing", args=[case.pk])
    first = scheduled(case, county.lvshi)

    def chosen():
        return client.get(path).context["form"]["hearing"].value()

    assert chosen() == first.pk
    second = scheduled(case, county.lvshi, LATER)
    assert chosen() is None
    update(case, county.lvshi, first, HearingNews.CANCELLED, reason="对方申请延期")
    assert chosen() == second.pk
