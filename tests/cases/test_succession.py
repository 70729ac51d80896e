"""What is owed to people does not stay behind: with a closed station, or with somebody who leaves."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import PlannedCall
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.domain import staff, station
from stations.domain.referral import send
from stations.domain.work import work_of_person, work_of_station
from stations.models import Handler, OutreachEvent
from tests.cases.test_consultation import consult
from tests.factories import new_case, walk
from tests.stations.factories import center
from tests.stations.test_referral import FACTS


def merge(county, **changes):
    facts = {"into": county.zhan2.staff.station, "on": timezone.localdate(), "reason": "合并"}
    return station.merge(county.zhan1.staff.station, by=county.zhuren, **facts | changes)


def slip(county, by, to):
    facts = FACTS | {"to_station": to}
    return send(by=by, token=uuid.uuid4(), from_station=by.staff.station, facts=facts)


def plan_of(county, place, days=5):
    day = timezone.localdate() + timedelta(days=days)
    facts = {"station": place, "form": "visit", "venue": "village", "title": "进乡村", "day": day}
    return OutreachEvent.objects.create(by=county.zhuren, **facts)


def test_merged_station_takes_slips_questions_handlers_and_plans_along_and_lists_nothing(county):
    gone, into = county.zhan1.staff.station, county.zhan2.staff.station
    question = consult(county, by=county.zhan1, station=gone, reply=None)
    answered = consult(county, by=county.zhan1, station=gone)
    sent, received = slip(county, county.zhan1, center()), slip(county, county.chuangkou, gone)
    planned = plan_of(county, gone)
    Handler.objects.filter(user=county.lvshi).update(station=gone)
    merge(county)

    for row in (question, answered, sent, received, planned):
        row.refresh_from_db()
    assert (question.station, answered.station, planned.station) == (into, gone, into)
    assert (sent.from_station, received.to_station) == (into, into)
    assert Handler.objects.get(user=county.lvshi).station == into
    assert work_of_station(gone) == []
    moved = Event.objects.get(verb="consultation.station_moved")
    assert (moved.subject_id, moved.data) == (
        question.pk,
        {"before": str(gone), "station": str(into)},
    )


def test_station_with_an_unanswered_question_or_a_plan_does_not_close(county):
    place = county.zhan1.staff.station
    consult(county, by=county.zhan1, station=place, reply=None)
    plan_of(county, place)
    with pytest.raises(DomainError) as refused:
        station.close(place, by=county.zhuren, on=timezone.localdate(), reason="撤站")
    said = f"{place}还有在岗人员1名、计划中的宣传活动1件、待答复的咨询1件，请先移交，或改用“并入”。"
    assert refused.value.sentence == said


@pytest.mark.parametrize(("able", "owner"), [(True, "guidang"), (False, None)])
def test_question_of_who_leaves_goes_to_whoever_may_answer_it_or_back_to_its_station(
    county, able, owner
):
    row = consult(county, reply=None, owner=county.chuangkou)
    to = county.guidang if able else county.caiwu
    staff.deactivate(
        county.chuangkou, by=county.zhuren, on=timezone.localdate(), reason="调离", to=to
    )
    row.refresh_from_db()
    assert (row.owner and row.owner.username) == owner
    event = Event.objects.get(verb="consultation.handed_over")
    receiver = str(county.guidang) if able else str(center())
    assert (event.data["before"], event.data["to"]) == (str(county.chuangkou), receiver)


def test_call_promised_by_who_leaves_is_named_and_handed_over(county):
    case = walk(county, "approve_closure", case=new_case(county))
    day = timezone.localdate() + timedelta(days=3)
    CASE.acts["plan_follow_up"](case, by=county.chuangkou, officer=county.jiandu, due_on=day)
    assert [str(work) for work in work_of_person(county.jiandu)] == ["约定的回访1件"]

    leaving = {"by": county.admin, "on": timezone.localdate(), "reason": "调离"}
    with pytest.raises(DomainError, match="还有约定的回访1件，请指定接手人"):
        staff.deactivate(county.jiandu, **leaving)
    staff.deactivate(county.jiandu, to=county.chuangkou, **leaving)
    assert PlannedCall.objects.get().officer == county.chuangkou


def test_administrators_page_has_no_switch_that_passes_over_what_is_open(county, sign_in):
    consult(county, reply=None, owner=county.chuangkou)
    client, user = sign_in(county.admin), county.chuangkou
    path = reverse("accounts:user_edit", args=[user.pk])
    page = client.get(path).content.decode()
    assert f'href="{reverse("stations:deactivate", args=[user.pk])}"' in page
    assert "is_active" not in page

    client.post(path, {"username": user.username, "name": user.name, "role": user.role})
    assert User.objects.get(pk=user.pk).is_active is True
    leave = {"on": timezone.localdate(), "reason": "调离"}
    answer = client.post(reverse("stations:deactivate", args=[user.pk]), leave)
    assert (answer.status_code, User.objects.get(pk=user.pk).is_active) == (422, True)
    assert "还有待答复的咨询1件，请指定接手人。" in answer.content.decode()


def test_account_without_a_post_is_deactivated_and_brought_back_by_another_administrator(
    county, sign_in
):
    other = User.objects.create_user("admin2", name="另一位", role="admin")
    client = sign_in(county.admin)
    path = reverse("accounts:user_edit", args=[other.pk])
    for name, active in (("deactivate", False), ("return", True)):
        address = reverse(f"stations:{name}", args=[other.pk])
        answer = client.post(address, {"on": timezone.localdate(), "reason": "调离"})
        assert (answer.status_code, answer.url) == (302, path)
        assert User.objects.get(pk=other.pk).is_active is active
