"""Papers brought to whom they are for: what counts, what is put right, and the days to object that follow."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from cases.enums import ServedHow, ServiceNews, State
from cases.models import Service
from cases.queries.serving import object_until, service_of, to_serve_again
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from tests.factories import do, new_case, person, walk


def on(day, hour=9):
    return timezone.make_aware(datetime(2026, 3, day, hour))


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def letter(case, kind="decision_refuse"):
    return Paper.objects.get(subject_id=case.pk, kind=kind, superseded_by=None)


def serve(case, by, day=20, **changes):
    facts = {
        "paper": letter(case),
        "recipient": "李国强",
        "how": ServedHow.HANDED,
        "sent_on": date(2026, 3, 16),
        "received_on": date(2026, 3, 16),
    }
    return CASE.acts["serve"](case, by=by, at=on(day), **facts | changes)


def update(case, by, service, news, day=20, **facts):
    return CASE.acts["update_service"](
        case, by=by, at=on(day, 10), service=service, news=news, **facts
    )


@pytest.mark.parametrize(
    ("received_on", "last"),
    [
        (date(2026, 3, 16), date(2026, 3, 31)),
        (date(2026, 2, 6), date(2026, 2, 24)),  # the fifteenth day is in 春节
        (date(2026, 4, 18), date(2026, 5, 6)),  # 3 May is in 劳动节
        (date(2026, 9, 5), date(2026, 9, 20)),  # a Sunday that is worked
        (date(2026, 6, 12), date(2026, 6, 29)),  # a Saturday
    ],
)
def test_fifteen_days_to_object_run_from_the_day_of_receipt(db, received_on, last):
    assert timezone.localdate(object_until(received_on).at) == last


def test_refusal_served_by_hand_is_what_the_page_counts_from(refused, county, sign_in):
    serve(refused, county.chuangkou)
    found = service_of(refused, "decision_refuse")
    assert (found.received_on, found.manner, refused.state) == (
        date(2026, 3, 16),
        "直接送达",
        State.REFUSED,
    )
    page = sign_in(county.chuangkou).get(refused.get_absolute_url()).content.decode()
    assert "2026年3月16日收到决定书（直接送达），异议期限至2026年3月31日" in page


def test_post_is_on_its_way_until_it_is_received(refused, county, sign_in):
    post = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}
    sent = serve(refused, county.chuangkou, **post)
    page = sign_in(county.chuangkou).get(refused.get_absolute_url()).content.decode()
    assert "还没有登记收到；异议期限自收到之日起计算" in page

    update(refused, county.chuangkou, sent, ServiceNews.RECEIVED, on=date(2026, 3, 18))
    sent.refresh_from_db()
    assert (sent.received_on, sent.days) == (
        date(2026, 3, 18),
        "2026年3月16日送出，2026年3月18日收到",
    )
    with pytest.raises(DomainError, match="已经登记收到"):
        update(refused, county.chuangkou, sent, ServiceNews.RECEIVED, on=date(2026, 3, 19))


def test_returned_post_waits_on_the_desk_until_it_is_served_again(refused, county, sign_in):
    post = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}
    sent = serve(refused, county.chuangkou, **post)
    with pytest.raises(DomainError) as wanted:
        update(refused, county.chuangkou, sent, ServiceNews.RETURNED, on=date(2026, 3, 18))
    assert wanted.value.field == "reason"
    why = {"on": date(2026, 3, 18), "reason": "迁移新址不明"}
    update(refused, county.chuangkou, sent, ServiceNews.RETURNED, **why)
    assert [row.pk for row in to_serve_again(county.chuangkou)] == [sent.pk]
    assert service_of(refused, "decision_refuse") is None
    desk = sign_in(county.chuangkou).get("/").context["desk"]
    assert desk.of("cases.again") == 1

    serve(
        refused, county.chuangkou, day=21, sent_on=date(2026, 3, 21), received_on=date(2026, 3, 21)
    )
    assert list(to_serve_again(county.chuangkou)) == []
    assert service_of(refused, "decision_refuse").received_on == date(2026, 3, 21)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sent_on": date(2026, 3, 9)}, "sent_on"),  # before the decision
        ({"sent_on": date(2026, 3, 21)}, "sent_on"),  # tomorrow
        ({"received_on": date(2026, 3, 15)}, "received_on"),  # before it was sent
        ({"received_on": date(2026, 3, 21)}, "received_on"),
        ({"received_on": None}, "received_on"),  # by hand one knows
        ({"how": ServedHow.POST}, "number"),
        ({"how": ServedHow.LEFT}, "note"),
        ({"how": ServedHow.RELATIVE}, "through"),
        ({"how": ServedHow.ELECTRONIC}, "agreed"),
        ({"how": ServedHow.CUSTODY}, "through"),
    ],
)
def test_what_cannot_be_or_is_left_out_is_said_beside_its_field(refused, county, changes, field):
    with pytest.raises(DomainError) as error:
        serve(refused, county.chuangkou, **changes)
    assert (error.value.field, Service.objects.count()) == (field, 0)


def test_paper_is_served_once(refused, county):
    serve(refused, county.chuangkou)
    with pytest.raises(
        DomainError, match="这份文书已登记送达：直接送达，2026年3月16日送达"
    ) as error:
        serve(refused, county.chuangkou)
    assert error.value.field == "paper"
    row = Service.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save()


def test_paper_of_another_case_is_not_served_here(refused, county):
    other = walk(county, "grant", case=new_case(county, who=person(name="马文才")))
    with pytest.raises(DomainError) as error:
        serve(refused, county.chuangkou, paper=letter(other, "decision_grant"))
    assert error.value.field == "paper"


def test_wrong_day_is_put_right_with_a_reason_and_the_history_says_both(refused, county):
    sent, right = serve(refused, county.chuangkou), {"correct": {"received_on": date(2026, 3, 18)}}
    with pytest.raises(DomainError, match="更正的理由"):
        update(refused, county.chuangkou, sent, ServiceNews.CORRECTED, **right)
    update(
        refused, county.chuangkou, sent, ServiceNews.CORRECTED, reason="回证写的是18日。", **right
    )
    assert service_of(refused, "decision_refuse").received_on == date(2026, 3, 18)
    number = letter(refused).number_text
    said = sentence(Event.objects.get(verb="case.update_service"))
    assert said == (
        f"送达不予法律援助决定书 {number}：直接送达，2026年3月16日送达：更正收到日期，"
        f"现为不予法律援助决定书 {number}：直接送达，2026年3月16日送出，2026年3月18日收到。理由：回证写的是18日。"
    )


def test_service_registered_on_the_wrong_case_is_voided(refused, county):
    sent = serve(refused, county.chuangkou)
    update(refused, county.chuangkou, sent, ServiceNews.VOIDED, reason="登记到了别人的案件。")
    assert service_of(refused, "decision_refuse") is None
    assert serve(refused, county.chuangkou, day=21).pk != sent.pk


def test_two_people_register_the_same_service_and_the_second_is_told(refused, county):
    seen = refused.version
    serve(refused, county.chuangkou)
    with pytest.raises(StaleState, match="办理了“登记送达”"):
        serve(refused, county.guidang, seen=seen)
    assert Service.objects.count() == 1


def test_person_who_must_not_get_post_is_not_written_to(county):
    who = person(safe="stated", forbidden=["mail"], safe_phone="13800138001")
    case = walk(county, "recommend", case=new_case(county, who=who))
    do(case, county, "refuse", on(10))
    post = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}
    with pytest.raises(DomainError, match="当事人要求不得邮寄") as error:
        serve(case, county.chuangkou, **post)
    assert error.value.field == "how"


def test_handler_serves_nothing(refused, county):
    with pytest.raises(NotAllowed):
        serve(refused, county.lvshi)


def test_grant_is_served_while_the_case_goes_on(county):
    case = walk(county, "grant")
    sent = {"paper": letter(case, "decision_grant"), "sent_on": date(2026, 3, 9)}
    CASE.acts["serve"](
        case,
        by=county.chuangkou,
        at=on(20),
        recipient="李国强",
        how=ServedHow.RELATIVE,
        through="王小梅，妻子",
        received_on=date(2026, 3, 9),
        **sent,
    )
    assert (case.state, service_of(case, "decision_grant").manner) == (
        State.GRANTED,
        "由近亲属代收（王小梅，妻子）",
    )


def test_form_keeps_what_was_typed_and_says_what_is_missing(refused, county, sign_in):
    client = sign_in(county.chuangkou)
    address = f"{refused.get_absolute_url()}serve/"
    typed = {
        "paper": letter(refused).pk,
        "recipient": "李国强",
        "how": "post",
        "sent_on": "2026-03-16",
        "seen": refused.version,
    }
    page = client.post(address, typed)
    assert "邮寄的，请填写邮件号码。" in page.content.decode()
    assert page.context["form"]["sent_on"].value() == "2026-03-16"
    assert client.post(address, typed | {"number": "1099001234567"}).status_code == 302
    assert Service.objects.get().number == "1099001234567"


def test_address_is_kept_in_secret_masked_on_the_page_and_shown_for_a_reason(
    refused, county, sign_in
):
    where = "清和县城关镇东街18号3单元"
    row = serve(
        refused, county.chuangkou, how=ServedHow.POST, number="1099001234567", address=where
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM cases_service")
        assert "东街" not in str(cursor.fetchone()[0])

    event = Event.objects.get(verb="case.serve", subject_id=refused.pk)
    assert sentence(event).endswith(f"，受送达人李国强，送达地址{where}")
    assert "东街" not in str(event.data)

    client, page = sign_in(county.chuangkou), f"{refused.get_absolute_url()}?tab=papers"
    shown = client.get(page).content.decode()
    assert ("清和县城关镇******" in shown, "东街" in shown) == (True, False)
    reveal = reverse("cases:service_reveal", args=[row.pk])
    assert (
        "东街"
        not in client.post(reveal, {"field": "address", "reason": ""}, follow=True).content.decode()
    )
    assert where in client.post(reveal, {"field": "address", "reason": "重新邮寄"}).content.decode()
    assert (
        Event.objects.filter(verb="record.reveal", workflow="case", subject_id=refused.pk).count()
        == 1
    )
