"""Aid is provided at once where it cannot wait (Law art. 44), its formalities are made up for, or found wanting, beside the work."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.reminders import remind
from cases.enums import PriorFinding, Urgency
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.cases.test_termination import terminated
from tests.cases.test_termination_served import served
from tests.factories import FINDINGS, START, UNPROVEN, do, facts_for, hand_in, new_case, walk

OWED = ["工资标准和拖欠证明"]
WHY = "仲裁时效三月六日届满。"


def at(month, day, hour=9, year=2026):
    return timezone.make_aware(datetime(year, month, day, hour))


def provide(case, county, moment, who="zhuren", **changes):
    facts = {"ground": Urgency.LIMITATION, "limitation_on": timezone.localdate(moment) + timedelta(days=2)}  # fmt: skip
    facts |= {"reason": WHY, "owed": OWED, "owed_by": timezone.localdate(moment) + timedelta(days=7)}  # fmt: skip
    return CASE.acts["provide_first"](case, by=getattr(county, who), at=moment, **facts | changes)


def act(case, county, key, moment, who="zhuren", **facts):
    return CASE.acts[key](case, by=getattr(county, who), at=moment, **facts)


def review(case, county, moment, proposal="给予", who="shencha"):
    said = {"proposal": proposal, "opinion": "材料已补。", "findings": FINDINGS}
    return act(case, county, "review_prior", moment, who, **said)


def confirm(case, county, moment, **changes):
    _, facts = facts_for("grant", None)
    return act(case, county, "confirm_prior", moment, **facts | changes)


def provided(county, **fields):
    case = new_case(county, **fields)
    provide(case, county, at(3, 4))
    return case


def clocks(case):
    rows = case.deadlines.open()
    return {row.rule: row.due_at and timezone.localdate(row.due_at) for row in rows}


def test_case_is_assigned_at_once_while_the_formalities_and_the_seven_days_run(office):
    case = new_case(office, green=False)
    row = provide(case, office, at(3, 4))
    assert (case.state, case.turn, case.prior, case.accepted_at) == ("granted", "director", "owed", at(3, 4))  # fmt: skip
    assert clocks(case) == {
        "examination": date(2026, 3, 10),
        "assignment": date(2026, 3, 9),  # 7 March is a Saturday
        "first_provision": date(2026, 3, 11),
    }
    assert (row.came_from, case.decided_at, case.decision) == ("submitted", None, None)
    assert case.materials.owed().get().title == OWED[0]
    assert (
        case.public_of(CASE.places["granted"]) == "情况紧急，已决定先行提供法律援助，请按时补办手续"
    )
    paper = json.loads(Paper.objects.get(kind="prior_notice").context)
    assert (paper["owed"], paper["owed_by"], paper["item"]) == (OWED, "2026年3月11日", "一")
    assert [event.sentence for event in events_for("case", case.pk)][-1].startswith(
        "决定先行提供法律援助：距法定时效或者期限届满不足七日"
    )
    told = Message.objects.filter(text__contains="先行提供").values_list(
        "user__username", flat=True
    )
    assert {"chuangkou", "shencha"} <= set(told)


@pytest.mark.parametrize(
    ("moment", "owed_by", "due"),
    [
        (at(9, 24), date(2026, 10, 3), date(2026, 10, 8)),  # 国庆 1 to 7 October
        (at(2, 10), date(2026, 2, 16), date(2026, 2, 24)),  # 春节 15 to 23 February
        (at(2, 10), date(2026, 2, 14), date(2026, 2, 14)),  # a Saturday that is worked
        (at(9, 26, year=2025), date(2025, 10, 5), date(2025, 10, 9)),
    ],
)
def test_day_for_the_formalities_is_never_a_rest_day(county, moment, owed_by, due):
    case = new_case(county, at=moment - timedelta(hours=2), green=False)
    provide(case, county, moment, owed_by=owed_by)
    assert clocks(case)["first_provision"] == due


def test_made_up_for_it_becomes_the_ordinary_decision_and_nothing_begins_anew(office):
    case = provided(office)
    for day, key in ((4, "assign"), (5, "accept_assignment"), (5, "sign_agreement"), (6, "hold_first_meeting")):  # fmt: skip
        do(case, office, key, at(3, day, 10 + len(key) // 10))
    assigned = case.assigned_at
    act(case, office, "receive_owed", at(3, 8), "chuangkou", items=OWED)
    review(case, office, at(3, 9))
    confirm(case, office, at(3, 10))
    assert (case.state, case.turn, case.prior, case.assigned_at) == ("handling", "handler", "confirmed", assigned)  # fmt: skip
    assert (case.decided_by, case.decided_at, case.decision.granted) == (office.zhuren, at(3, 10), True)  # fmt: skip
    assert clocks(case) == {}
    met = {row.rule: row.met_at for row in case.deadlines.all() if row.met_at}
    assert (met["examination"], met["first_provision"]) == (at(3, 10), at(3, 10))
    paper = json.loads(Paper.objects.get(kind="decision_grant").context)
    assert (paper["prior_on"], paper["handler"]) == ("2026年3月4日", "赵明远")
    assert Paper.objects.filter(kind="assignment_notice").count() == 1
    assert case.priors.get().settled_by == office.zhuren


@pytest.mark.parametrize("until", ["accept", "pass_form"])
def test_it_is_provided_from_the_review_as_well(county, until):
    case = walk(county, until)
    provide(case, county, at(3, 6))
    assert (case.state, case.priors.get().came_from) == ("granted", {"accept": "form_review", "pass_form": "merits_review"}[until])  # fmt: skip


def test_supplement_that_is_waited_for_becomes_what_is_owed_and_the_days_run_on(county):
    case = walk(county, "accept", case=new_case(county, green=False))
    act(case, county, "request_supplement", at(3, 5), "chuangkou", items=["工资条"], due=date(2026, 3, 20))  # fmt: skip
    provide(case, county, at(3, 6))
    assert (case.state, case.returns_to, case.priors.get().came_from) == ("granted", "", "form_review")  # fmt: skip
    assert "supplement" not in clocks(case)
    assert clocks(case)["examination"] == date(2026, 3, 12)  # 5 and 6 March do not count


def test_station_keeps_nothing_back_and_has_it_again_when_it_is_revoked(county):
    case = new_case(county, by=county.zhan1, station=county.zhan1.staff.station)
    provide(case, county, at(3, 4))
    assert "hand_over" not in clocks(case)
    act(case, county, "revoke_prior", at(3, 4, 11), reason="办错了案件，本案不急。")
    assert (case.state, case.turn, case.prior, case.accepted_at) == ("at_station", "station", "", None)  # fmt: skip
    assert "hand_over" in clocks(case)
    assert clocks(case).keys().isdisjoint({"assignment", "first_provision"})


def test_mistake_is_revoked_with_a_reason_before_anything_was_agreed(office):
    case = provided(office)
    do(case, office, "assign", at(3, 4, 10))
    do(case, office, "accept_assignment", at(3, 4, 11))
    with pytest.raises(DomainError, match="撤销的理由") as wrong:
        act(case, office, "revoke_prior", at(3, 4, 12), reason="错")
    assert wrong.value.field == "reason"
    act(case, office, "revoke_prior", at(3, 4, 12), reason="时效还有两个月，登记错误。")
    stands = (case.state, case.handler, case.assigned_at, case.prior)
    assert stands == ("submitted", None, None, "")
    assert set(clocks(case)) == {"examination"} | ({"green_promise"} & set(clocks(case)))
    assert not case.materials.owed().exists()
    assert Paper.objects.filter(kind="prior_revoked").count() == 1
    assert Message.objects.filter(user=office.lvshi, text__contains="先行提供已撤销").count() == 1
    for day, key in enumerate(("accept", "pass_form", "recommend", "grant", "assign"), 5):
        do(case, office, key, at(3, day))
    assert (case.state, case.decision.granted) == ("offered", True)


def test_once_signed_it_ends_by_termination_not_by_revocation(county):
    case = provided(county)
    for hour, key in enumerate(("assign", "accept_assignment", "sign_agreement"), 10):
        do(case, county, key, at(3, 4, hour))
    with pytest.raises(StaleState):
        act(case, county, "revoke_prior", at(3, 5), reason="时效还有两个月。")


def test_day_is_put_off_with_a_reason(county):
    case = provided(county)
    with pytest.raises(DomainError, match="晚于") as wrong:
        act(case, county, "extend_prior", at(3, 5), owed_by=date(2026, 3, 11), reason="仍在取证。")
    assert wrong.value.field == "owed_by"
    act(case, county, "extend_prior", at(3, 5), owed_by=date(2026, 3, 18), reason="原单位开证明要一周。")  # fmt: skip
    assert clocks(case)["first_provision"] == date(2026, 3, 18)
    assert (case.priors.get().owed_by, case.materials.owed().get().owed_by) == (date(2026, 3, 18), date(2026, 3, 18))  # fmt: skip


def test_day_that_passed_is_put_off_to_a_day_that_has_not(county):
    case = provided(county)
    with pytest.raises(DomainError, match="延长后的期限应晚于今天") as wrong:
        act(case, county, "extend_prior", at(3, 13), owed_by=date(2026, 3, 13), reason="仍在取证。")
    assert wrong.value.field == "owed_by"


def test_application_accepted_before_stays_accepted_whatever_becomes_of_the_provision(county):
    case = walk(county, "accept")
    accepted_at, moment = case.accepted_at, case.changed_at + timedelta(days=1)
    provide(case, county, moment)
    assert case.accepted_at == accepted_at
    act(case, county, "revoke_prior", moment + timedelta(hours=1), reason="时效还有两个月。")
    assert (case.state, case.accepted_at) == ("form_review", accepted_at)


def test_it_lapses_only_after_its_day_and_papers_that_come_after_all_are_taken(county):
    case = provided(county)
    with pytest.raises(DomainError, match="尚未届满") as wrong:
        act(case, county, "fail_prior", at(3, 11), finding=PriorFinding.LAPSED, reasons="没有补交。")  # fmt: skip
    assert wrong.value.field == "finding"
    act(case, county, "fail_prior", at(3, 12), finding=PriorFinding.LAPSED, reasons="三次催告没有补交。")  # fmt: skip
    assert (case.state, case.prior, case.priors.get().finding) == ("granted", "failed", "lapsed")
    assert set(clocks(case)) <= {"assignment", "green_promise"}

    act(case, county, "receive_owed", at(3, 13), "chuangkou", items=OWED)
    with pytest.raises(DomainError, match="还没有补办审查"):
        confirm(case, county, at(3, 13, 10))
    review(case, county, at(3, 13, 11))
    confirm(case, county, at(3, 13, 12))
    assert (case.prior, case.decision.granted, case.priors.get().finding) == ("confirmed", True, "")


def test_whoever_is_found_not_eligible_was_examined_first(county):
    case = provided(county)
    found = {"finding": PriorFinding.INELIGIBLE, "reasons": "月收入高于标准。"}
    with pytest.raises(DomainError, match="还没有补办审查"):
        act(case, county, "fail_prior", at(3, 5), **found)
    review(case, county, at(3, 5), proposal="不予")
    act(case, county, "fail_prior", at(3, 6), **found)
    assert case.prior == "failed"
    with pytest.raises(NotAllowed, match="没有等待补办"):
        act(case, county, "fail_prior", at(3, 7), **found)


def test_nothing_is_confirmed_that_is_owed_or_unexamined(county):
    case = provided(county)
    with pytest.raises(DomainError, match="还没有补办审查"):
        confirm(case, county, at(3, 5))
    review(case, county, at(3, 5, 10))
    with pytest.raises(DomainError, match="工资标准和拖欠证明"):
        confirm(case, county, at(3, 6))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": Urgency.NORMAL}, "ground"),
        ({"limitation_on": None}, "limitation_on"),
        ({"limitation_on": date(2026, 3, 11)}, "limitation_on"),
        ({"ground": Urgency.OTHER, "reason": "急"}, "reason"),
        ({"ground": Urgency.PRESERVATION, "reason": "急"}, "reason"),
        ({"owed_by": date(2026, 3, 4)}, "owed_by"),
    ],
)
def test_it_is_not_provided_without_its_ground_reason_and_day(county, changes, field):
    case = new_case(county)
    with pytest.raises(DomainError) as wrong:
        provide(case, county, at(3, 4), **changes)
    assert (wrong.value.field, Case.objects.get(pk=case.pk).state) == (field, "submitted")


def test_before_the_director_it_is_granted_as_usual_and_never_provided_twice(county):
    with pytest.raises(StaleState):
        provide(walk(county, "recommend"), county, at(3, 10))
    case = provided(county)
    with pytest.raises(StaleState):
        provide(case, county, at(3, 4, 10))
    assert case.priors.count() == 1


def test_reviewer_is_not_the_registrar_nor_the_one_who_decides(county):
    case = new_case(county)
    Case.objects.filter(pk=case.pk).update(registered_by=county.shencha)
    case.refresh_from_db()
    provide(case, county, at(3, 4))
    with pytest.raises(NotAllowed, match="审查须由另一人"):
        review(case, county, at(3, 5))
    review(case, county, at(3, 5), who="shencha2")
    assert (case.reviewed_by, case.review.form_by) == (county.shencha2, county.shencha2)


def test_closing_file_waits_for_the_formalities(county):
    case = provided(county)
    line = ("assign", "accept_assignment", "sign_agreement", "hold_first_meeting", "conclude")
    for day, key in enumerate(line, 5):
        do(case, county, key, at(3, day))
    hand_in(case, county)
    do(case, county, "report_closure", at(3, 11))
    with pytest.raises(DomainError, match="先行提供的手续尚未补办"):
        do(case, county, "approve_closure", at(3, 12))


def test_those_who_owe_something_are_reminded_before_and_after(office):
    case = provided(office)
    told = Message.objects.filter(text__contains="先行提供的手续")
    remind(at(3, 9), timedelta(days=1))
    assert told.count() == 0
    remind(at(3, 10), timedelta(days=1))
    assert set(told.values_list("user__username", flat=True)) >= {"chuangkou", "shencha"}
    assert not told.filter(user=office.zhuren).exists()
    remind(at(3, 12), timedelta(days=1))
    assert told.filter(user=office.zhuren).get().text == (
        f"{case.number}先行提供的手续已逾3月11日未补办，请催办、延长期限或者认定不能确认。"
    )
    remind(at(3, 12), timedelta(days=1))
    assert told.filter(user=office.zhuren).count() == 1


def test_desks_pages_and_list_show_it(office, sign_in):
    case = new_case(office, at=timezone.now() - timedelta(hours=3), green=False)
    client, page = sign_in(office.zhuren), reverse("cases:provide_first", args=[case.pk])
    today = timezone.localdate()
    ends, owed_by = today + timedelta(days=3), today + timedelta(days=7)
    sent = {"ground": "limit", "reason": "", "owed": OWED, "owed_by": owed_by.isoformat()}
    assert "时效或者期限届满的日期" in client.post(page, sent | {"reason": WHY}).content.decode()
    facts = sent | {"reason": WHY, "limitation_on": ends.isoformat()}
    assert client.post(page, facts).status_code == 302
    case.refresh_from_db()
    assert (case.prior, case.limitation_on) == ("owed", ends)

    shown = client.get(case.get_absolute_url()).content.decode()
    assert "先行提供，手续待补" in shown
    assert WHY in shown
    listed = client.get(reverse("cases:list")).content.decode()
    assert "紧急，" in listed
    assert "催补先行提供的手续" in sign_in(office.chuangkou).get("/").content.decode()
    reviewer = sign_in(office.shencha)
    assert "补办先行提供的审查" in reviewer.get("/").content.decode()

    form = reviewer.get(reverse("cases:review_prior", args=[case.pk]))
    assert form.status_code == 200
    answers = {name: value for name, value in FINDINGS.items() if isinstance(value, str)}
    answers |= {"scope_passed": "1", "means_passed": "1", "merits_passed": "1", "conflict_checked": "on", "proposal": "给予", "opinion": "符合。"}  # fmt: skip
    wrong = reviewer.post(form.wsgi_request.path, answers).content.decode()
    assert "须先核实管辖" in wrong
    assert reviewer.post(form.wsgi_request.path, answers | {"formal": "on"}).status_code == 302
    director = sign_in(office.zhuren)
    assert "决定先行提供是否确认" in director.get("/").content.decode()
    for key in ("confirm_prior", "fail_prior", "revoke_prior", "extend_prior"):
        assert director.get(reverse(f"cases:{key}", args=[case.pk])).status_code == 200


def test_termination_ends_what_was_owed_and_its_revocation_brings_it_back(county):
    case = provided(county)
    for hour, key in enumerate(("assign", "accept_assignment", "sign_agreement", "hold_first_meeting"), 10):  # fmt: skip
        do(case, county, key, at(3, 4, hour))
    said = {"occasion": "request", "learnt_on": date(2026, 3, 5), "account": "受援人书面要求终止。"}
    act(case, county, "propose_termination", at(3, 5), "guidang", **said)
    act(case, county, "hear_recipient", at(3, 5, 10), "guidang", heard_on=date(2026, 3, 5), heard_how="电话", heard="同意终止。")  # fmt: skip
    act(case, county, "terminate", at(3, 5, 11), reasons="受援人书面要求终止，理由正当。")
    assert (case.state, case.prior) == ("terminated", "failed")
    assert (case.priors.get().settled_by, case.priors.get().settled_at) == (county.zhuren, at(3, 5, 11))  # fmt: skip
    assert list(clocks(case)) == ["termination_notice"]

    act(case, county, "revoke_termination", at(3, 6), reason="要求终止的不是本人。")
    assert (case.state, case.prior, case.priors.waiting().count()) == ("handling", "owed", 1)
    assert clocks(case) == {
        "examination": date(2026, 3, 10),
        "first_provision": date(2026, 3, 11),
    }


def test_closing_file_of_what_was_terminated_waits_for_no_formalities(county):
    case = provided(county)
    for hour, key in enumerate(("assign", "accept_assignment", "sign_agreement", "hold_first_meeting"), 10):  # fmt: skip
        do(case, county, key, at(3, 4, hour))
    case = served(terminated(county, case=case), county)
    hand_in(case, county)
    act(case, county, "report_closure", at(3, 27), "lvshi", summary="已会见一次。")
    act(case, county, "approve_closure", at(3, 28), "shencha", opinion="同意。")
    assert (case.state, case.prior) == ("follow_up", "failed")


def test_status_counts_once_its_document_is_made_up_for(county):
    case = new_case(county, materials=UNPROVEN)
    lacks = [item.title for item in case.materials.filter(received_on=None)]
    CASE.acts["provide_first"](
        case, by=county.zhuren, at=START + timedelta(hours=1), ground="limit", reason="仲裁时效将届满，须立即申请仲裁。", owed=lacks,
        owed_by=date(2026, 3, 10), limitation_on=date(2026, 3, 6),
    )  # fmt: skip
    case.refresh_from_db()
    assert case.means.result == "documents"
    CASE.acts["receive_owed"](case, by=county.chuangkou, at=START + timedelta(hours=2), items=lacks)
    assert Case.objects.get(pk=case.pk).means.result == "passed"
