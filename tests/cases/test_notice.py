"""Notified defence (Law art. 25, 28, 36): no application, no means, three days to assign and to tell the organ who it is."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.domain.notice import notify
from cases.enums import AIDED, NOTICE_AMENDABLE
from cases.law import counting
from cases.models import Case, Cause, CountedCase
from cases.queries.archive import catalogue_of
from cases.queries.assignment import candidates_for
from cases.queries.case import waiting_for
from cases.queries.search import search
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.faces.statistics.sources.cases import case_events
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Handler, Station
from tests.factories import LINE, START, UNSIGNED, do, facts_for, lawyer, new_case
from tests.papers import words_of

PERSON = {
    "name": "赵小军",
    "id_kind": "none",
    "id_number": "",
    "sex": "M",
    "birth": None,
    "address": "",
}
NOTICE = {
    "organ_kind": "court", "number": "清法援通〔2026〕12号", "dated_on": date(2026, 3, 2), "received_on": date(2026, 3, 3),
    "contact": "孙书记员", "phone": "0999-7612345", "held_at": "清和县看守所",
}  # fmt: skip


def notified(county, *, by=None, at=START, person=None, notice=None, token=None, **fields):
    facts = {
        "station": Station.objects.get(parent=None), "cause": Cause.objects.get(name="盗窃罪"), "notified": "sensory", "stage": "一审",
        "applicant_role": "被告人", "organ": "清和县人民法院", "crowds": ["blind_deaf_mute"], "facts": "",
    }  # fmt: skip
    return notify(
        by=by or county.chuangkou, token=token or uuid.uuid4(), fields=facts | fields, person=PERSON | (person or {}),
        notice=NOTICE | (notice or {}), short="清", at=at,
    )  # fmt: skip


def on(case, county, *steps):
    for number, step in enumerate(steps, 1):
        do(case, county, step, START + timedelta(days=number))
    return case


def clocks(case):
    return {
        row.rule: (timezone.localdate(row.due_at), row.met_at, row.cancelled_at)
        for row in case.deadlines
    }


def test_notice_opens_ready_for_assignment_with_the_three_days_and_nothing_of_an_application(
    county,
):
    case = notified(county)
    assert (case.state, case.turn, case.number, case.due_rule) == (
        "granted",
        "director",
        "清援案〔2026〕0001号",
        "notified_assignment",
    )
    assert clocks(case) == {"notified_assignment": (date(2026, 3, 6), None, None)}
    assert list(Paper.objects.filter(subject_id=case.pk)) == []
    assert (hasattr(case, "means"), case.decision is not None, case.decided_at) == (
        False,
        False,
        None,
    )
    assert [(m.slot, m.required) for m in case.materials.all()] == [
        ("notice", True),
        ("identity", False),
        ("procedure_papers", False),
    ]
    assert [event.verb for event in Event.objects.filter(workflow="case", subject_id=case.pk)] == [
        "case.notify"
    ]
    assert case in waiting_for(county.zhuren)
    assert [hit["pk"] for hit in search(county.shencha, "赵小军", ["pk"])[0]] == [case.pk]


def test_last_day_on_a_holiday_moves_to_the_next_working_day(county):
    case = notified(county, notice={"received_on": date(2026, 3, 5)}, at=START + timedelta(days=2))
    assert clocks(case)["notified_assignment"][0] == date(2026, 3, 9)  # the 8th is a Sunday


def test_notice_registered_late_counts_from_its_receipt(county):
    case = notified(county, at=START + timedelta(days=2))
    assert clocks(case)["notified_assignment"][0] == date(2026, 3, 6)
    assert timezone.localdate(case.received_at) == date(2026, 3, 3)


def test_clock_stops_and_the_reply_goes_out_when_the_lawyer_accepts(county):
    case = on(notified(county), county, "assign")
    assert clocks(case)["notified_assignment"][1] is None
    do(case, county, "accept_assignment", START + timedelta(days=2))
    assert clocks(case)["notified_assignment"][1] == START + timedelta(days=2)
    paper = Paper.objects.get(subject_id=case.pk, kind="notice_reply")
    assert paper.number_text == "清援复字〔2026〕第1号"
    assert (
        Message.objects.filter(
            user=county.chuangkou, text__contains="请即送达清和县人民法院"
        ).count()
        == 1
    )


def test_declined_assignment_leaves_the_three_days_running(county):
    case = on(notified(county), county, "assign", "decline_assignment")
    assert (case.state, clocks(case)["notified_assignment"][1]) == ("granted", None)
    assert not Paper.objects.filter(subject_id=case.pk, kind="notice_reply").exists()


def test_commitment_is_aided_without_calling_it_defence(county):
    case = on(
        notified(county, notified="commitment", applicant_role="被申请人"),
        county,
        "assign",
        "accept_assignment",
    )
    assert case.mode == ""
    assert "为强制医疗案件被申请人赵小军提供法律援助" in words_of(
        Paper.objects.get(kind="notice_reply")
    )


@pytest.mark.parametrize(
    ("notice", "fields", "field"),
    [
        ({}, {"organ": " "}, "organ"),
        ({"received_on": date(2026, 3, 4)}, {}, "received_on"),
        ({"dated_on": date(2026, 3, 4)}, {}, "dated_on"),
        ({"organ_kind": "police"}, {}, "organ"),
        ({}, {"notified": "prosecution"}, "notified"),
        ({}, {"applicant_role": "犯罪嫌疑人"}, "applicant_role"),
        ({"hearing_at": START - timedelta(days=1)}, {}, "hearing_at"),
    ],
)
def test_notice_that_cannot_be_is_refused(county, notice, fields, field):
    with pytest.raises(DomainError) as refused:
        notified(county, notice=notice, **fields)
    assert (refused.value.field, Case.objects.count()) == (field, 0)


def test_same_paper_for_the_same_person_is_registered_once(county):
    token = uuid.uuid4()
    case = notified(county, token=token)
    assert notified(county, token=token) == case
    for name in (PERSON["name"], " ".join(PERSON["name"]), f"{PERSON['name']}（聋哑人）"):
        with pytest.raises(DomainError, match=case.number):
            notified(county, person={"name": name})
    assert notified(county, person={"name": "钱大明"}) != case  # one notice may name two
    numbers = ("440524198801010011", "440524198801010038")
    for number in numbers:  # of one name, and a third time the first of them
        notified(county, person={"name": "孙小强", "id_kind": "resident", "id_number": number})
    with pytest.raises(DomainError, match="已为孙小强登记"):
        notified(county, person={"name": "孙小强", "id_kind": "resident", "id_number": numbers[0]})


@pytest.mark.parametrize("who", ["zhan1", "zhuren", "lvshi", "jiandu", "admin"])
def test_others_register_no_notice(county, who):
    with pytest.raises(NotAllowed):
        notified(county, by=getattr(county, who))


def test_only_lawyers_of_three_years_for_life_or_death(county):
    county.lvshi.handler.__class__.objects.filter(pk=county.lvshi.handler.pk).update(
        criminal_start=timezone.localdate()
    )
    fit = {reason: county.lvshi.handler in [c.handler for c in candidates_for(notified(county, notified=reason, person={"name": name}))
                                            if c.eligible] for reason, name in (("life_or_death", "甲某"), ("other_25", "乙某"))}  # fmt: skip
    assert fit == {"life_or_death": False, "other_25": True}


def test_statistics_count_the_case_as_notified_from_its_assignment(county):
    class Span:
        starts = ends = date(2026, 3, 4)

    routes = [("sensory", "notified"), ("ordinary", "requested"), ("commitment", "commitment")]
    made = [
        notified(
            county, notified=reason, notice={"number": f"{n}号", "apart": "另案起诉"}, crowds=[]
        )
        for n, (reason, _) in enumerate(routes)
    ]
    new_case(county)
    notified(county, person={"name": "未指派的人"})
    for case in made:
        do(case, county, "assign", START + timedelta(days=1))
    found = CountedCase.objects.filter(case_events(Span)["decided"], granted=True).order_by("pk")
    assert [(row.case_id, row.profile.route) for row in found] == [
        (c.pk, r) for c, (_, r) in zip(made, routes, strict=True)
    ]
    assert counting.route("", "court") == "transferred"


def test_volume_begins_with_the_notice_and_asks_for_no_application(county):
    case = on(notified(county), county, *LINE[LINE.index("assign") :])
    approval = next(rows for volume, rows in catalogue_of(case).items() if "审批" in volume)
    assert [entry.title for entry, _ in approval if entry.required] == [
        "办案机关通知书",
        "指派通知书",
        "指派律师复函",
    ]
    assert [one.key for one in seven_ones_of(case) if not one.done] == ["archive"]
    assert case.state == "archiving"


def amend(case, county, at=START + timedelta(hours=1), **changes):
    row = case.notice
    names = (*NOTICE, "hearing_at", "hearing_place")
    notice = {name: getattr(row, name) for name in names} | changes.pop("notice", {})
    person = {name: getattr(case.applicant, name) for name in PERSON} | changes.pop("person", {})
    fields = {
        n: getattr(case, n)
        for n in ("cause", "notified", "stage", "applicant_role", "organ", "crowds", "facts")
    } | changes
    CASE.acts["amend_notice"](
        case,
        by=county.shencha,
        at=at,
        reason="通知书更正",
        fields=fields,
        person=person,
        notice=notice,
    )


def test_situation_and_identity_are_put_right_with_statistics_and_reply(county):
    case = on(notified(county), county, "assign", "accept_assignment")
    at = START + timedelta(days=3)
    amend(case, county, at, notified="capacity", crowds=["disabled"], person={"id_kind": "resident", "id_number": "11010519491231002X", "birth": date(1949, 12, 31)},
          notice={"number": "清法援通〔2026〕13号"})  # fmt: skip
    case.refresh_from_db()
    assert (case.applicant_age, CountedCase.objects.get(case=case).profile.notified) == (
        76,
        "capacity",
    )
    said = Event.objects.get(verb="case.amend_notice").personal_data["changes"]
    assert "通知情形 视力、听力、言语残疾人 → 不能完全辨认自己行为的成年人" in said
    assert ("110***************" in said, "110105" in said) == (True, False)
    old, new = Paper.objects.filter(kind="notice_reply").order_by("pk")
    assert (old.superseded_by, "〔2026〕13号" in words_of(new)) == (new, True)


def test_reply_naming_an_earlier_defender_stays_when_the_notice_is_put_right(county):
    case = on(notified(county), county, "assign", "accept_assignment")
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).order_by("pk").first()
    CASE.acts["replace_handler"](
        case, by=county.zhuren, at=START + timedelta(days=2), handler=other, reason="原承办人离所。"
    )
    amend(case, county, START + timedelta(days=3), notice={"number": "清法援通〔2026〕13号"})
    first, second, third = Paper.objects.filter(kind="notice_reply").order_by("pk")
    assert [first.superseded_by, second.superseded_by, third.superseded_by] == [None, third, None]


def met(case, county, **more):
    on(case, county, "assign", "accept_assignment", "sign_agreement")
    facts = facts_for("hold_first_meeting", date(2026, 3, 7))[1] | UNSIGNED | more
    CASE.acts["hold_first_meeting"](case, by=county.lvshi, at=START + timedelta(days=5), **facts)


def test_first_meeting_asks_whom_the_notice_is_about_for_consent(county):
    case = notified(county)
    with pytest.raises(DomainError) as refused:
        met(case, county)
    assert (refused.value.field, case.state) == ("consented", "first_meeting")


def test_who_comes_of_age_while_the_notice_is_on_its_way_is_a_minor_still(county):
    facts = {"notified": "minor", "crowds": []}
    case = notified(county, person={"birth": date(2008, 3, 3)}, **facts)
    assert (case.secret, case.applicant_age) == (True, 18)
    with pytest.raises(DomainError, match="不是未成年人"):
        notified(county, person={"birth": date(2008, 3, 2)}, **facts)


def test_first_meeting_of_a_defender_records_what_was_told_and_whether_they_agree(county):
    """The four things of Procedure Rules art. 30 are for other cases; art. 29 asks for consent. A hearing ahead was not attended."""
    ahead = START + timedelta(days=9)
    case = notified(county, notice={"hearing_at": ahead, "hearing_place": "第三法庭"})
    with pytest.raises(DomainError, match="告知了哪些事项"):
        met(case, county, consented=True, told=[])
    facts = facts_for("hold_first_meeting", date(2026, 3, 7))[1]
    said = facts | UNSIGNED | {"consented": True, "told": ["rights"], "read_aloud": True}
    CASE.acts["hold_first_meeting"](case, by=county.lvshi, at=START + timedelta(days=5), **said)

    def words(at):
        return words_of(CASE.issue("progress_record", case, by=county.lvshi, at=at))

    before, after = words(START + timedelta(days=6)), words(ahead + timedelta(hours=1))
    assert (
        "告知：受援人的权利和义务；受援人同意由指派的律师辩护（代理）；记录已当面宣读。" in before
    )
    assert ("开庭" in before, "清和县人民法院第三法庭" in after) == (False, True)


def test_hearing_of_the_notice_stands_on_the_calendar_and_follows_its_correction(county):
    first, later = START + timedelta(days=9), START + timedelta(days=12)
    case = notified(county, notice={"hearing_at": first, "hearing_place": "第三法庭"})
    assert [(h.starts_at, h.organ, h.place) for h in case.hearings.all()] == [
        (first, "清和县人民法院", "第三法庭")
    ]
    amend(case, county, notice={"hearing_at": later, "hearing_place": "第五法庭"})
    assert [(h.starts_at, h.place, h.cancelled) for h in case.hearings.all()] == [
        (later, "第五法庭", False)
    ]
    amend(case, county, notice={"hearing_at": None, "hearing_place": ""})
    assert [(h.starts_at, h.cancelled) for h in case.hearings.all()] == [(later, True)]


def test_hearing_moved_meanwhile_stays_where_it_was_moved(county):
    first, moved = START + timedelta(days=9), START + timedelta(days=20)
    case = notified(county, notice={"hearing_at": first})
    case.hearings.update(starts_at=moved)
    amend(case, county, notice={"hearing_at": START + timedelta(days=10)})
    assert [h.starts_at for h in case.hearings.all()] == [moved]


def test_other_day_of_receipt_starts_the_three_days_anew(county):
    case = notified(county, notice={"received_on": date(2026, 3, 2)})
    amend(case, county, notice={"received_on": date(2026, 3, 3)})
    running = case.deadlines.open().get()
    assert (timezone.localdate(running.due_at), timezone.localdate(case.due_at)) == (
        date(2026, 3, 6),
        date(2026, 3, 6),
    )


def test_only_notified_cases_are_amended_so_and_only_until_they_close(county):
    assert CASE.steps["amend_notice"].source == NOTICE_AMENDABLE
    assert NOTICE_AMENDABLE < AIDED
    assert (
        CASE.denial("cases.notify", county.chuangkou, new_case(county))
        == "此案由当事人申请，不是办案机关通知指派的。"
    )


@pytest.mark.parametrize(
    "number",
    ["清检援通（2026）5号", "清检援通 (2026) 5 号", "清检援通【２０２６】5号", "清检援通[2026]5号"],
)
def test_one_paper_is_registered_once_however_its_number_is_typed(county, number):
    case = notified(county, notice={"number": "清检援通〔2026〕5号"})
    with pytest.raises(DomainError, match=case.number) as refused:
        notified(county, notice={"number": number})
    assert refused.value.field == "number"
    assert notified(county, notice={"number": number}, person={"name": "钱大明"}).notice.number == (
        "清检援通〔2026〕5号"
    )


def test_another_number_for_the_same_person_and_stage_is_asked_about(county):
    case = notified(county, notice={"number": "清检援通〔2026〕5号"})
    with pytest.raises(DomainError, match=case.number) as asked:
        notified(county, notice={"number": "清检援通〔2026〕6号"})
    assert asked.value.field == "apart"

    why = {"number": "清检援通〔2026〕6号", "apart": "另一起盗窃，分案起诉。"}
    assert notified(county, notice=why).notice.apart == "另一起盗窃，分案起诉。"
