"""Another handler is asked for (Law art. 55): by the recipient, the handler or the organ, and the centre decides within five days."""

import json
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.reminders import remind
from cases.enums import ReplacementAsker
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Handler
from tests.cases.test_consent import another
from tests.factories import START, do, new_case, walk

WHY = "三次约见没有到场，电话不接。"
GREEN = {"green": False}


def moment(year, month, day, hour=9):
    return timezone.make_aware(datetime(year, month, day, hour))


def at_work(county, begin=START, until="hold_first_meeting"):
    return walk(county, until, case=new_case(county, at=begin, **GREEN), at=begin)


def ask(case, county, at, who="chuangkou", **changes):
    facts = {"asked_by": ReplacementAsker.RECIPIENT, "asker": "李国强", "reason": WHY}
    facts |= {"received_on": timezone.localdate(at), "evidence": "通话记录三页。"} | changes
    return CASE.acts["ask_replacement"](case, by=getattr(county, who), at=at, **facts)


def act(case, county, key, at, who="zhuren", **facts):
    return CASE.acts[key](case, by=getattr(county, who), at=at, **facts)


def clock_of(case):
    return case.deadlines.filter(rule="replacement").last()


def test_request_waits_with_its_clock_and_form_16_and_the_director_hears(office):
    case = at_work(office)
    row = ask(case, office, moment(2026, 3, 16))
    assert (case.state, case.replacing, case.due_rule) == ("handling", True, "replacement")
    assert timezone.localdate(clock_of(case).due_at) == date(2026, 3, 23)  # 21 March is a Saturday
    assert list(Paper.objects.filter(kind__startswith="replacement").values_list("kind", flat=True)) == ["replacement_request"]  # fmt: skip
    [told] = Message.objects.filter(text__contains="更换承办人")
    assert (told.user, told.text) == (
        office.zhuren,
        f"{case.number}有更换承办人赵明远的申请（受援人申请），请在期限内决定。",
    )
    assert list(case.replacement_requests.waiting()) == [row]
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        "2026年3月16日收到更换承办人赵明远的申请（受援人申请）"
    )


@pytest.mark.parametrize(
    ("begin", "asked", "due"),
    [
        ((2025, 9, 15), date(2025, 9, 26), date(2025, 10, 9)),  # 1 October opens the long holiday
        ((2025, 9, 15), date(2025, 9, 24), date(2025, 9, 29)),
        ((2026, 1, 25), date(2026, 2, 11), date(2026, 2, 24)),  # 春节 15 to 23 February
        ((2026, 1, 25), date(2026, 2, 9), date(2026, 2, 14)),  # a Saturday that is worked
        ((2026, 9, 10), date(2026, 9, 26), date(2026, 10, 8)),
    ],
)
def test_five_days_run_from_the_day_the_request_came_in(county, begin, asked, due):
    case = at_work(county, moment(*begin))
    at = moment(asked.year, asked.month, asked.day, 15)
    ask(case, county, at)
    assert timezone.localdate(clock_of(case).due_at) == due


def test_request_registered_late_counts_from_its_receipt(county):
    case = at_work(county)
    ask(case, county, moment(2026, 3, 20), received_on=date(2026, 3, 17))
    assert timezone.localdate(clock_of(case).due_at) == date(2026, 3, 23)


def test_refusal_answers_with_reasons_and_the_handler_stays(office):
    case = at_work(office)
    row = ask(case, office, moment(2026, 3, 16))
    with pytest.raises(DomainError, match="理由") as wrong:
        act(case, office, "refuse_replacement", moment(2026, 3, 17), reasons="不换")
    assert wrong.value.field == "reasons"
    act(case, office, "refuse_replacement", moment(2026, 3, 17), reasons="承办人已三次约见。")
    row.refresh_from_db()
    assert (row.result, row.said, row.settled_by) == (
        "refused",
        "承办人已三次约见。",
        office.zhuren,
    )
    assert (case.replacing, case.handler.user, case.state) == (False, office.lvshi, "handling")
    assert clock_of(case).met_at == moment(2026, 3, 17)
    assert Paper.objects.filter(kind="replacement_answer").count() == 1
    ask(case, office, moment(2026, 3, 18), reason="又有新的事实和证据。")
    assert case.replacing


def test_another_handler_is_the_answer_and_form_17_goes_to_unit_and_recipient(office):
    case = at_work(office)
    row = ask(case, office, moment(2026, 3, 16))
    facts = {"handler": another(), "reason": "原承办人没有履行职责。", "percent": 30}
    act(case, office, "replace_handler", moment(2026, 3, 18), **facts)
    row.refresh_from_db()
    assert (row.result, row.settled_by, case.replacing) == ("replaced", office.zhuren, False)
    assert (case.state, case.handler, clock_of(case).met_at) == ("agreement", another(), moment(2026, 3, 18))  # fmt: skip
    assert case.due_rule == "agreement"
    told = Paper.objects.filter(kind="replacement_notice").order_by("id")
    assert [json.loads(paper.context)["to"] for paper in told] == ["李国强", str(Handler.objects.get(user=office.lvshi).firm)]  # fmt: skip
    assert case.transfers.get().percent == 30
    assert not Case.objects.get(pk=case.pk).replacing


def test_request_is_taken_back_with_a_reason_and_its_clock_with_it(county):
    case = at_work(county)
    row = ask(case, county, moment(2026, 3, 16))
    act(case, county, "withdraw_replacement", moment(2026, 3, 17), "chuangkou", reason="登记到别人的案件上了。")  # fmt: skip
    row.refresh_from_db()
    assert (row.result, case.replacing, case.due_at) == ("withdrawn", False, None)
    assert clock_of(case).cancelled_at == moment(2026, 3, 17)


def test_second_request_waits_for_the_answer_to_the_first(county):
    case = at_work(county)
    ask(case, county, moment(2026, 3, 16))
    with pytest.raises(NotAllowed, match="已有一项更换承办人的申请等待决定"):
        ask(case, county, moment(2026, 3, 17))
    assert case.replacement_requests.count() == 1


def test_nothing_is_decided_where_nobody_asked(county):
    case = at_work(county)
    for key in ("refuse_replacement", "withdraw_replacement"):
        with pytest.raises(NotAllowed, match="没有等待决定"):
            act(case, county, key, moment(2026, 3, 17))


def test_handler_asks_for_himself_alone_and_takes_back_only_that(county):
    case = at_work(county)
    with pytest.raises(NotAllowed, match="只能登记自己提出的申请"):
        ask(case, county, moment(2026, 3, 16), "lvshi")
    own = {"asked_by": ReplacementAsker.HANDLER, "asker": "赵明远", "reason": "与对方公司有顾问关系。"}  # fmt: skip
    ask(case, county, moment(2026, 3, 16), "lvshi", **own)
    act(case, county, "withdraw_replacement", moment(2026, 3, 17), "lvshi", reason="顾问合同已解除。")  # fmt: skip
    ask(case, county, moment(2026, 3, 18))
    with pytest.raises(NotAllowed, match="不是您提出的"):
        act(case, county, "withdraw_replacement", moment(2026, 3, 19), "lvshi", reason="受援人同意了。")  # fmt: skip
    assert case.replacing


@pytest.mark.parametrize(
    ("received_on", "said"),
    [(date(2026, 3, 6), "不能早于2026年3月8日"), (date(2026, 3, 17), "不能晚于今天")],
)
def test_day_of_receipt_lies_between_the_assignment_and_today(county, received_on, said):
    case = at_work(county)
    with pytest.raises(DomainError, match=said) as wrong:
        ask(case, county, moment(2026, 3, 16), received_on=received_on)
    assert wrong.value.field == "received_on"


def test_nobody_asks_before_a_handler_works_nor_after_the_closing_file(county):
    with pytest.raises(StaleState):
        ask(walk(county, "assign"), county, moment(2026, 3, 16))
    with pytest.raises(StaleState):
        ask(walk(county, "report_closure"), county, moment(2026, 3, 16))


def test_request_left_when_the_case_is_concluded_is_still_answered(county):
    case = at_work(county)
    ask(case, county, moment(2026, 3, 16))
    do(case, county, "conclude", moment(2026, 3, 17))
    act(case, county, "refuse_replacement", moment(2026, 3, 18), reasons="案件已经办结。")
    assert (case.state, case.replacing) == ("concluded", False)


def test_director_finds_it_on_the_desk_and_on_the_case_and_is_reminded(office, sign_in):
    case = at_work(office)
    ask(case, office, moment(2026, 3, 16))
    client = sign_in(office.zhuren)
    desk = client.get("/").content.decode()
    assert "决定是否更换承办人" in desk
    page = client.get(case.get_absolute_url()).content.decode()
    assert "受援人申请更换赵明远，待决定" in page
    assert WHY in page
    assert "不予更换承办人" in page

    remind(moment(2026, 3, 24), timezone.timedelta(days=2))
    late = Message.objects.filter(text__contains="已超期", url=case.get_absolute_url())
    assert {row.user for row in late} == {office.zhuren}


def test_pages_take_the_request_and_show_it_where_it_is_decided(office, sign_in):
    case = at_work(office, timezone.now() - timezone.timedelta(days=20))
    client, page = sign_in(office.chuangkou), reverse("cases:ask_replacement", args=[case.pk])
    wrong = client.post(page, {"asked_by": "recipient", "asker": "李国强", "reason": ""})
    assert "更换的理由" in wrong.content.decode()
    assert 'value="李国强"' in wrong.content.decode()
    today = timezone.localdate().isoformat()
    sent = {"asked_by": "organ", "asker": "清和县人民法院（2026）清法函3号", "reason": WHY}
    assert client.post(page, sent | {"received_on": today}).status_code == 302
    row = case.replacement_requests.get()
    assert (row.asked_by, row.reason) == ("organ", WHY)

    director = sign_in(office.zhuren)
    for key in ("refuse_replacement", "replace_handler", "withdraw_replacement"):
        shown = director.get(reverse(f"cases:{key}", args=[case.pk])).content.decode()
        assert "办案机关要求更换赵明远，待决定" in shown
        assert WHY in shown


def test_handler_is_not_asked_who_asks(office, sign_in):
    case = at_work(office, timezone.now() - timezone.timedelta(days=20))
    client, page = sign_in(office.lvshi), reverse("cases:ask_replacement", args=[case.pk])
    assert "由谁提出" not in client.get(page).content.decode()
    sent = {"reason": "与对方公司有顾问关系。", "received_on": timezone.localdate().isoformat()}
    assert client.post(page, sent).status_code == 302
    row = case.replacement_requests.get()
    assert (row.asked_by, row.asker) == ("handler", "赵明远")
