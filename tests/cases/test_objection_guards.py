"""What an objection, a service and an end of aid must never be: on an impossible day, of another case, seen by strangers, told to nobody."""

from datetime import date

import pytest
from django.utils import timezone

from cases.enums import ObjectionState, ServedHow, ServiceNews
from cases.models import Case, Objection, Service
from cases.queries.objection import decision_called, figures_of, limit_of, objections_for
from cases.queries.serving import proofs_of, to_serve_again
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from stations.models import Station
from tests.cases.test_objection import GRANT, REVIEWED, act, correct, objects
from tests.cases.test_service import letter, on, serve, update
from tests.cases.test_termination import TALK, heard, proposed, terminated
from tests.cases.test_termination import act as end
from tests.cases.test_termination_served import send
from tests.factories import do, new_case, person, scan, walk


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def messages(user):
    return [row.text for row in Message.objects.filter(user=user)]


@pytest.mark.parametrize("day", [9, 26])
def test_objection_comes_in_after_the_decision_and_not_tomorrow(refused, county, day):
    with pytest.raises(DomainError) as error:
        objects(refused, county.chuangkou, received_on=date(2026, 3, day))
    assert (error.value.field, Objection.objects.count()) == ("received_on", 0)


def test_while_the_centre_has_not_followed_the_order_nobody_objects_again(refused, county):
    act("order_correction", objects(refused, county.chuangkou), county.sifaju, 27, **REVIEWED)
    with pytest.raises(DomainError, match="对这份决定的异议已经登记"):
        objects(refused, county.chuangkou, day=28)


@pytest.mark.parametrize("day", [24, 27])
def test_objection_is_taken_back_after_it_came_and_not_tomorrow(refused, county, day):
    row = objects(refused, county.chuangkou)
    with pytest.raises(DomainError) as error:
        act("take_back", row, county.chuangkou, 26, on=date(2026, 3, day))
    assert (error.value.field, Objection.objects.get().state) == ("on", "received")


def test_decision_is_found_in_its_own_county_only(refused, county):
    paper, here = letter(refused), refused.station
    elsewhere = Station.objects.create(name="邻县法律援助中心", kind="center", host="center")
    assert decision_called(paper.number_text, "李国强", here) == paper
    assert decision_called(paper.number_text, "李国强", elsewhere) is None


def test_limit_is_that_of_the_paper_itself(refused, county):
    served = serve(refused, county.chuangkou).paper
    newer = letter(refused)
    newer.pk, newer.number, newer.issued_at = None, newer.number + 1, on(12)
    newer.save()
    assert limit_of(newer, refused) is None
    assert timezone.localdate(limit_of(served, refused).at) == date(2026, 3, 31)


def test_objection_of_a_marked_person_is_seen_by_who_took_it_and_who_decides(refused, county):
    row = objects(refused, county.zhan2)
    Case.objects.filter(pk=refused.pk).update(secret=True)
    seen = {
        name: list(objections_for(getattr(county, name)))
        for name in ("zhan2", "sifaju", "zhuren", "zhan1", "guidang")
    }
    assert seen == {"zhan2": [row], "sifaju": [row], "zhuren": [row], "zhan1": [], "guidang": []}


def test_form_is_filled_in_only_of_a_case_one_may_read(refused, county, sign_in):
    Case.objects.filter(pk=refused.pk).update(secret=True)
    form = sign_in(county.zhan2).get(f"/cases/objections/new/?case={refused.pk}").context["form"]
    assert (form["number"].value() or "", form["objector"].value() or "") == ("", "")


def test_registered_by_mistake_is_counted_nowhere(refused, county):
    row = objects(refused, county.chuangkou)
    act("cancel_objection", row, county.chuangkou, 25, reason="登记到了同名的人。")
    assert figures_of(county.sifaju, 2026)["received"] == 0


def test_director_is_told_that_nothing_may_be_corrected_meanwhile(refused, county):
    objects(refused, county.chuangkou)
    assert any("司法局审查期间不能自行改正" in text for text in messages(county.zhuren))


@pytest.mark.parametrize("field", ["findings", "reasons"])
def test_bureau_gives_its_findings_and_reasons(refused, county, field):
    row = objects(refused, county.chuangkou)
    with pytest.raises(DomainError) as error:
        act("uphold", row, county.sifaju, 27, **REVIEWED | {field: "　 "})
    assert (error.value.field, Objection.objects.get().state) == (field, ObjectionState.RECEIVED)


def test_correction_stands_on_grounds_that_bear_it(refused, county):
    act("order_correction", objects(refused, county.chuangkou), county.sifaju, 27, **REVIEWED)
    with pytest.raises(DomainError):
        correct(refused, county, 28, **GRANT | {"codes": ["disabled"], "grounds": ["残疾人"]})
    assert Case.objects.get(pk=refused.pk).state == "refused"


def test_returned_post_stands_on_the_desk_of_its_own_station(refused, county):
    way = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}
    sent = serve(refused, county.chuangkou, **way)
    back = {"on": date(2026, 3, 19), "reason": "迁移新址不明"}
    update(refused, county.chuangkou, sent, ServiceNews.RETURNED, **back)
    assert [row.pk for row in to_serve_again(county.chuangkou)] == [sent.pk]
    assert list(to_serve_again(county.zhan2)) == []

    with pytest.raises(DomainError) as error:
        update(refused, county.chuangkou, sent, ServiceNews.RECEIVED, on=date(2026, 3, 20))
    assert error.value.field == "service"


def test_receipt_of_another_case_proves_nothing_here(refused, county):
    other = walk(county, "grant", case=new_case(county, who=person(name="马文才")))
    scan(other, "service_receipt", by=county.chuangkou)
    assert (proofs_of(refused).count(), proofs_of(other).count()) == (0, 1)


@pytest.mark.parametrize("day", [date(2026, 3, 15), date(2026, 3, 21)])
@pytest.mark.parametrize("news", [ServiceNews.RECEIVED, ServiceNews.RETURNED])
def test_post_arrives_or_comes_back_after_it_was_sent_and_not_tomorrow(refused, county, news, day):
    way = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}
    sent = serve(refused, county.chuangkou, **way)
    with pytest.raises(DomainError) as error:
        update(refused, county.chuangkou, sent, news, on=day, reason="迁移新址不明")
    assert error.value.field == "on"


def test_what_was_received_does_not_come_back(refused, county):
    sent = serve(refused, county.chuangkou)
    with pytest.raises(DomainError, match="已经登记收到") as error:
        facts = {"on": date(2026, 3, 19), "reason": "拒收"}
        update(refused, county.chuangkou, sent, ServiceNews.RETURNED, **facts)
    assert error.value.field == "news"


@pytest.mark.parametrize("day", [date(2026, 3, 15), date(2026, 3, 21)])
def test_corrected_receipt_is_as_possible_as_the_first(refused, county, day):
    sent = serve(refused, county.chuangkou)
    with pytest.raises(DomainError) as error:
        facts = {"reason": "回证写的是另一天。", "correct": {"received_on": day}}
        update(refused, county.chuangkou, sent, ServiceNews.CORRECTED, **facts)
    assert (error.value.field, Service.objects.get().received_on) == (
        "received_on",
        date(2026, 3, 16),
    )


def test_end_of_aid_is_heard_safely_and_on_a_day_that_was(county):
    who = person(safe="stated", forbidden=["phone"])
    case = proposed(walk(county, "grant", case=new_case(county, who=who)), county)
    with pytest.raises(DomainError, match="不得拨打本人电话"):
        heard(case, county)
    with pytest.raises(DomainError) as error:
        heard(case, county, **TALK | {"heard_how": "当面", "heard_on": date(2026, 3, 23)})
    assert error.value.field == "heard_on"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"occasion": "death", "happened_on": date(2026, 3, 22)}, "happened_on"),
        ({"occasion": "death", "happened_on": date(1980, 1, 1)}, "happened_on"),
        (
            {"occasion": "unreachable", "attempts": [(date(2026, 3, 22), "电话", "关机")]},
            "attempts",
        ),
    ],
)
def test_what_ends_aid_happened_on_a_day_that_was(county, changes, field):
    with pytest.raises(DomainError) as error:
        proposed(walk(county, "grant"), county, **{"provision": "某省条例第三十条"} | changes)
    assert error.value.field == field


def test_whoever_proposed_the_end_is_told_why_it_is_refused(county):
    case = heard(proposed(walk(county, "grant"), county), county)
    end(case, county, "refuse_termination", "zhuren", 20, reason="受援人没有要求终止。")
    assert any("不予终止" in text for text in messages(county.guidang))


def test_sums_of_a_fraud_are_never_below_nothing(county):
    case = terminated(county, occasion="deceit")
    with pytest.raises(DomainError) as error:
        end(case, county, "refer_fraud", "zhuren", 21, account="收入证明系伪造。", cost=-1)
    assert error.value.field == "cost"
    end(case, county, "refer_fraud", "zhuren", 21, account="收入证明系伪造。", cost=0)
    with pytest.raises(DomainError) as error:
        facts = {
            "answered_on": date(2026, 3, 25),
            "answer": "已查。",
            "number": "1号",
            "ordered": -1,
        }
        end(case, county, "record_fraud_answer", "zhuren", 23, **facts)
    assert error.value.field == "ordered"


def test_of_two_ends_only_the_papers_of_the_last_are_waited_for(county):
    case = terminated(county, "grant", case=walk(county, "grant", case=new_case(county, organ="")))
    send(case, county, "termination_decision", date(2026, 3, 24), date(2026, 3, 24))
    end(case, county, "revoke_termination", "zhuren", 23, reason="要求终止的不是本人。")
    proposed(case, county, 24)
    end(case, county, "hear_recipient", "guidang", 24, unheard="两次联系不上。")
    end(case, county, "terminate", "zhuren", 25, reasons="受援人书面要求终止。")
    clock = case.deadlines.filter(rule="termination_notice").last()
    assert clock.met_at is None
    send(case, county, "termination_decision", date(2026, 3, 30), date(2026, 3, 30), day=28)
    clock.refresh_from_db()
    assert clock.met_at is not None


def test_end_of_which_nobody_has_to_be_told_is_told(county):
    died = {"occasion": "death", "happened_on": date(2026, 3, 19), "provision": "某省条例第三十条"}
    case = walk(county, "grant", case=new_case(county, organ=""))
    case = terminated(county, "grant", case=case, **died)
    assert case.deadlines.get(rule="termination_notice").met_at is not None
