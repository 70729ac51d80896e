"""Objections to a refusal (Law art. 49): in time and late, upheld and corrected, by whom, and what the centre puts right by itself."""

import uuid
from datetime import date, datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cases.domain.objection import object_to
from cases.enums import ServedHow, State
from cases.models import Objection
from cases.queries.chronology import chronology_of
from cases.queries.objection import figures_of, objections_for, reconsider_until
from cases.queries.serving import service_of
from cases.workflow import CASE, OBJECTION
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from tests.cases.test_service import letter, on, serve
from tests.factories import do, new_case, person, walk
from tests.papers import words_of

GRANT = {
    "grounds": ["请求支付劳动报酬"],
    "codes": ["wages", "migrant_worker"],
    "mode": "劳动仲裁代理",
}
REVIEWED = {
    "findings": "申请人请求支付劳动报酬。",
    "reasons": "属于法律援助法第三十一条所列事项。",
}


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def objects(case, by, day=25, **changes):
    facts = {
        "manner": "written",
        "objector": "李国强",
        "received_on": date(2026, 3, day),
        "content": "我打工的工资被拖欠，应当援助。",
        "read_back": False,
        "late_reason": "",
    }
    number = letter(case).number_text
    return object_to(
        by=by,
        token=uuid.uuid4(),
        station=by.staff.station,
        number=number,
        name="李国强",
        facts=facts | changes,
        at=on(day),
    )


def act(key, row, by, day, **facts):
    return OBJECTION.acts[key](row, by=by, at=on(day, 15), **facts)


def due(row):
    [clock] = row.deadlines.open()
    return timezone.localdate(clock.due_at)


def test_bureau_has_five_days_from_the_day_the_objection_came_in(refused, county):
    serve(refused, county.chuangkou)
    row = objects(refused, county.chuangkou)
    assert (row.state, row.turn, due(row)) == ("received", "bureau", date(2026, 3, 30))
    assert (row.grounds, refused.state) == ("out_of_scope", State.REFUSED)
    early = objects_earlier(refused, county, row)
    assert due(early) == date(2026, 3, 27)  # the letter of the 22nd


def objects_earlier(case, county, row):
    """The same, put right: it had come on the 22nd."""
    facts = {"received_on": date(2026, 3, 22)}
    act("amend_objection", row, county.chuangkou, 25, reason="信封邮戳是22日。", facts=facts)
    return row


def test_fifth_day_on_a_rest_day_moves(refused, county):
    row = objects(refused, county.chuangkou, day=31)
    assert due(row) == date(2026, 4, 7)  # 5 April is in 清明节, 7 April the first day after


@pytest.mark.parametrize(("day", "late"), [(31, False), (1, True)])
def test_after_the_fifteenth_day_only_with_a_reason(refused, county, day, late):
    serve(refused, county.chuangkou)
    month = 4 if late else 3
    came = timezone.make_aware(datetime(2026, month, day, 9))

    def take(**changes):
        facts = {
            "manner": "written",
            "objector": "李国强",
            "received_on": date(2026, month, day),
            "content": "应当援助。",
            "read_back": False,
            "late_reason": "",
        }
        who = county.chuangkou
        return object_to(
            by=who,
            token=uuid.uuid4(),
            station=who.staff.station,
            number=letter(refused).number_text,
            name="李国强",
            facts=facts | changes,
            at=came,
        )

    if not late:
        assert take().late_reason == ""
        return
    with pytest.raises(DomainError, match="异议期限已于2026年3月31日届满") as error:
        take()
    assert (error.value.field, Objection.objects.count()) == ("late_reason", 0)
    assert take(late_reason="住院期间不能提出。").late == "（已逾期，受理）"


def test_reason_for_lateness_is_refused_where_nothing_is_late(refused, county):
    serve(refused, county.chuangkou)
    with pytest.raises(DomainError) as error:
        objects(refused, county.chuangkou, late_reason="住院期间不能提出。")
    assert error.value.field == "late_reason"


def test_oral_objection_is_read_back(refused, county):
    with pytest.raises(DomainError) as error:
        objects(refused, county.chuangkou, manner="oral")
    assert error.value.field == "read_back"
    assert objects(refused, county.chuangkou, manner="oral", read_back=True).manner == "oral"


def test_any_station_takes_it_by_the_number_and_the_name(refused, county):
    number = letter(refused).number_text.replace("〔", "[").replace("〕", "]").replace("清援", "")
    facts = {
        "manner": "oral",
        "objector": "李国强",
        "received_on": date(2026, 3, 25),
        "content": "应当援助。",
        "read_back": True,
        "late_reason": "",
    }
    who = {"by": county.zhan2, "station": county.zhan2.staff.station, "at": on(25)}
    with pytest.raises(DomainError, match="没有找到这份决定书"):
        object_to(token=uuid.uuid4(), number=number, name="王大山", facts=facts, **who)
    row = object_to(token=uuid.uuid4(), number=number, name="李国强", facts=facts, **who)
    assert row.case_id == refused.pk
    assert list(objections_for(county.zhan2)) == [row]
    assert list(objections_for(county.zhan1)) == []


def test_one_form_sent_twice_is_one_objection(refused, county):
    token, who = uuid.uuid4(), county.chuangkou
    facts = {
        "manner": "written",
        "objector": "李国强",
        "received_on": date(2026, 3, 25),
        "content": "应当援助。",
        "read_back": False,
        "late_reason": "",
    }
    sent = {"number": letter(refused).number_text, "name": "李国强", "facts": facts, "at": on(25)}
    first, second = (
        object_to(by=who, token=token, station=who.staff.station, **sent) for _ in range(2)
    )
    assert first == second
    with pytest.raises(DomainError, match="对这份决定的异议已经登记"):
        objects(refused, who)
    twin = Objection.objects.get()
    twin.pk, twin.token = None, uuid.uuid4()
    with pytest.raises(IntegrityError):
        twin.save()


def test_upheld_objection_names_the_remedy_and_is_served(refused, county):
    row = objects(refused, county.chuangkou)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    paper = Paper.objects.get(subject_id=refused.pk, kind="objection_decision")
    words = words_of(paper)
    assert "清和县司法局" in words
    assert (
        "可以自收到本决定书之日起六十日内依法申请行政复议，或者依法向人民法院提起行政诉讼。"
        in words
    )
    assert (row.state, row.turn, refused.state) == ("upheld", "", State.REFUSED)
    assert list(row.deadlines.open()) == []

    with pytest.raises(DomainError, match="司法局已审查并维持这份决定"):
        objects(refused, county.chuangkou, day=28)
    serve(
        refused,
        county.chuangkou,
        day=29,
        paper=paper,
        addressee="person",
        sent_on=date(2026, 3, 28),
        received_on=date(2026, 3, 28),
    )
    assert service_of(refused, "objection_decision").received_on == date(2026, 3, 28)
    # sixty days from 28 March end on 27 May
    assert timezone.localdate(reconsider_until(row).at) == date(2026, 5, 27)


def test_ordered_correction_is_a_new_decision_beside_the_old_one(refused, county):
    row = objects(refused, county.chuangkou)
    old = letter(refused)
    with pytest.raises(NotAllowed, match="异议正在司法局审查"):
        correct(refused, county, 26)
    act("order_correction", row, county.sifaju, 27, **REVIEWED)
    assert (row.state, row.turn, refused.state) == ("ordered", "director", State.REFUSED)

    correct(refused, county, 28)
    row.refresh_from_db()
    assert (row.state, refused.state) == ("corrected", State.GRANTED)
    assert [(one.granted, one.current) for one in refused.decisions.all()] == [
        (False, False),
        (True, True),
    ]
    assert (refused.decision.granted, timezone.localdate(refused.decided_at)) == (
        True,
        date(2026, 3, 28),
    )
    [clock] = refused.deadlines.open()
    assert (clock.rule, timezone.localdate(clock.due_at)) == ("assignment", date(2026, 3, 31))
    old.refresh_from_db()
    assert (old.superseded_by, old.number) == (None, letter(refused).number)
    said = sentence(Event.objects.get(verb="case.correct_refusal"))
    assert said == "依异议审查决定，改正为给予法律援助：请求支付劳动报酬"


def correct(case, county, day, **changes):
    facts = GRANT | changes
    return CASE.acts["correct_refusal"](case, by=county.zhuren, at=on(day, 16), **facts)


def test_centre_corrects_by_itself_with_a_reason_before_anyone_objects(refused, county):
    with pytest.raises(DomainError) as error:
        correct(refused, county, 12)
    assert (error.value.field, refused.state) == ("reason", State.REFUSED)
    correct(refused, county, 12, reason="工资争议属于援助范围。")
    assert refused.state == State.GRANTED
    said = sentence(Event.objects.get(verb="case.correct_refusal"))
    assert said == "自行纠正，改正为给予法律援助：请求支付劳动报酬"
    with pytest.raises(DomainError, match="这份决定已不再执行"):
        objects(refused, county.chuangkou)


def test_whoever_reviewed_the_case_does_not_correct_it(refused, county):
    county.shencha.role = "director"
    with pytest.raises(NotAllowed, match="您审查过此案"):
        CASE.acts["correct_refusal"](
            refused, by=county.shencha, at=on(12), reason="范围有误。", **GRANT
        )


def test_objection_registered_on_the_wrong_decision_is_cancelled(refused, county):
    row = objects(refused, county.chuangkou)
    with pytest.raises(DomainError):
        act("cancel_objection", row, county.chuangkou, 25, reason="错")
    act("cancel_objection", row, county.chuangkou, 25, reason="登记到了同名的人。")
    assert (row.state, list(row.deadlines.open())) == ("cancelled", [])
    assert objects(refused, county.chuangkou, day=26).state == "received"


def test_objection_taken_back_may_be_raised_again_in_time(refused, county):
    row = objects(refused, county.chuangkou)
    act("take_back", row, county.chuangkou, 26, on=date(2026, 3, 26))
    assert row.state == "taken_back"
    assert objects(refused, county.chuangkou, day=27).state == "received"


def test_two_officers_at_once_decide_once(refused, county):
    row = objects(refused, county.chuangkou)
    seen = row.version
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    stale = Objection.objects.get()
    with pytest.raises(StaleState, match="维持原决定"):
        act("order_correction", stale, county.sifaju, 27, seen=seen, **REVIEWED)
    assert Paper.objects.filter(kind="objection_decision").count() == 1


def test_bureau_takes_its_decision_back_until_the_centre_has_followed_it(refused, county):
    row = objects(refused, county.chuangkou)
    act("order_correction", row, county.sifaju, 27, **REVIEWED)
    act("review_again", row, county.sifaju, 28, reason="漏查了一份证据。")
    assert (row.state, due(row)) == ("received", date(2026, 3, 30))
    act("order_correction", row, county.sifaju, 29, **REVIEWED)
    correct(refused, county, 30)
    row.refresh_from_db()
    with pytest.raises(StaleState):
        act("review_again", row, county.sifaju, 31, reason="漏查了一份证据。")


@pytest.mark.parametrize("who", ["chuangkou", "shencha", "zhuren", "lvshi"])
def test_only_the_bureau_decides(refused, county, who):
    row = objects(refused, county.chuangkou)
    with pytest.raises(NotAllowed):
        act("uphold", row, getattr(county, who), 27, **REVIEWED)


def test_figures_tell_what_became_of_them_by_ground(refused, county):
    second = walk(county, "recommend", case=new_case(county, who=person(id_number="")))
    do(second, county, "refuse", on(10))
    act("uphold", objects(refused, county.chuangkou), county.sifaju, 27, **REVIEWED)
    row = objects(second, county.chuangkou, day=26)
    act("order_correction", row, county.sifaju, 27, **REVIEWED)
    found = figures_of(county.sifaju, 2026)
    assert (found["received"], found["all"]) == (
        2,
        [("维持原决定", 1), ("责令改正", 1), ("撤回", 0), ("待审查", 0)],
    )
    assert found["grounds"] == [("申请事项不属于法律援助范围", [1, 1, 0, 0])]
    assert figures_of(county.sifaju, 2025)["received"] == 0


def test_pages_lead_from_the_refusal_to_the_objection_and_its_decision(refused, county, sign_in):
    clerk, bureau = sign_in(county.chuangkou), None
    page = clerk.get(refused.get_absolute_url()).content.decode()
    assert f"/cases/objections/new/?case={refused.pk}" in page
    form = clerk.get(f"/cases/objections/new/?case={refused.pk}").context["form"]
    assert (form["number"].value(), form["objector"].value()) == (
        letter(refused).number_text,
        "李国强",
    )
    row = objects(refused, county.chuangkou)
    bureau = sign_in(county.sifaju)
    assert bureau.get("/").context["desk"].of("objections.received") == 1
    shown = bureau.get(row.get_absolute_url()).content.decode()
    assert "申请事项是一般买卖合同纠纷。" in shown
    typed = {"seen": row.version, "findings": "工资争议。", "reasons": ""}
    answer = bureau.post(f"{row.get_absolute_url()}order_correction/", typed)
    assert (answer.status_code, answer.context["form"]["findings"].value()) == (422, "工资争议。")
    answer = bureau.post(
        f"{row.get_absolute_url()}order_correction/", typed | {"reasons": "属于范围。"}
    )
    assert answer.status_code == 302
    director = sign_in(county.zhuren)
    assert director.get("/").context["desk"].of("objections.ordered") == 1
    assert "改正为给予法律援助" in director.get(row.get_absolute_url()).content.decode()


def test_post_that_came_by_is_served_by_the_letter_of_the_bureau(refused, county):
    row = objects(refused, county.chuangkou)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    paper = Paper.objects.get(kind="objection_decision")
    sent = serve(
        refused,
        county.chuangkou,
        day=28,
        paper=paper,
        addressee="person",
        how=ServedHow.POST,
        number="1099001234567",
        sent_on=date(2026, 3, 28),
        received_on=None,
    )
    assert sent.days == "2026年3月28日送出，尚未收到"


def test_case_tells_of_the_objection_among_what_happened(refused, county):
    row = objects(refused, county.chuangkou)
    objects_earlier(refused, county, row)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    told = [(entry.says, entry.links) for entry in chronology_of(refused).entries]
    here = ("异议", f"/cases/objections/{row.pk}/")
    paper = Paper.objects.get(subject_id=refused.pk, kind="objection_decision")
    assert told[0] == (
        "审查异议：维持原决定",
        (("法律援助异议审查决定书", f"/documents/paper/{paper.pk}/"), here),
    )
    assert told[1] == ("更正异议登记：收到日期。理由：信封邮戳是22日。", (here,))
    assert told[2] == (f"2026年3月25日收到书面异议：{row.title}", (here,))


def test_page_marks_which_of_two_limits_no_longer_runs(refused, county, sign_in):
    row = objects(refused, county.chuangkou)
    objects_earlier(refused, county, row)
    page = sign_in(county.sifaju).get(row.get_absolute_url()).content.decode()
    assert page.count("不再计算") == 1
