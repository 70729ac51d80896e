"""Writing to the office from one's case: a message, another number; what a stranger cannot do by it, and what the office does."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.following import set_following
from cases.models import Case, JointApplicant, Party, Person
from cases.queries.following import code_for, following_of
from legalaid.faces.portal.letters.domain import settling
from legalaid.faces.portal.letters.models import Letter
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.notifications.models import Message
from tests.factories import new_case, walk

from .letters import written

pytestmark = pytest.mark.django_db
MINE, SEEN = "/public/mine/", "/public/mine/case/"
MESSAGE, CONTACT = "/public/mine/write/message/", "/public/mine/write/contact/"
OTHER = "440524199001010095"
NEW, OLD = "13900001111", "13800138000"


@pytest.fixture
def case(county):
    return walk(county, "accept_assignment")


@pytest.fixture
def fresh(county):
    return new_case(county)


def inside(case, last="0011"):
    client = Client()
    said = {"code": code_for(case, following_of(case)), "last": last}
    assert client.post(MINE, said).status_code == 302
    return client


def sent(client, path=MESSAGE, **said):
    return client.post(path, {"token": uuid.uuid4(), **said})


def told():
    """Login names of whoever heard of a letter."""
    rows = Message.objects.filter(key__startswith="letter:")
    return {row.user.username for row in rows.select_related("user")}


def text_of(answer):
    return answer.content.decode()


def test_message_reaches_the_handler_and_its_answer_the_writer(county, case, sign_in):
    client = inside(case)
    answer = sent(client, text="什么时候开庭？")
    assert (answer.status_code, answer.url) == (302, f"{SEEN}#letters")
    letter = Letter.objects.get()
    assert (letter.kind, letter.who, letter.text) == ("message", "申请人", "什么时候开庭？")
    assert "已收到，还没有答复" in text_of(client.get(SEEN))
    message = Message.objects.get(key__startswith="letter:")
    assert (message.user, message.text) == (
        county.lvshi,
        f"{case}：收到网上来信（留言），请办理。",
    )

    desk = sign_in(county.lvshi)
    assert "答复、办理网上来信" in text_of(desk.get("/desk/others/"))
    assert reverse("letters:detail", args=[letter.pk]) in text_of(desk.get(case.get_absolute_url()))
    path = reverse("letters:detail", args=[letter.pk])
    assert "什么时候开庭？" in text_of(desk.get(path))
    assert desk.post(path, {"act": "answer", "answer-text": "下月三日开庭。"}).status_code == 302
    page = text_of(client.get(SEEN))
    assert "<b>答复：</b>下月三日开庭。" in page
    events = Event.objects.filter(workflow="case", subject_id=case.pk, verb__startswith="letter.")
    assert [sentence(event) for event in events.order_by("seq")] == [
        f"收到申请人的网上来信第{letter.pk}号（留言）",
        f"答复网上来信第{letter.pk}号（留言）：下月三日开庭。",
    ]


def test_message_without_a_handler_waits_at_the_window(county, fresh, sign_in):
    sent(inside(fresh), text="材料交齐了吗")
    assert told() == {"chuangkou", "guidang"}
    assert "答复、办理网上来信" in text_of(sign_in(county.chuangkou).get("/"))


def test_two_working_days_run_from_the_sending_at_night(case):
    night = timezone.make_aware(datetime(2026, 3, 6, 23, 40))
    letter = written(case, at=night)
    assert timezone.localtime(letter.due_at).strftime("%m-%d") == "03-10"


def test_sent_twice_is_one_letter_and_two_tabs_are_two(case):
    client, token = inside(case), uuid.uuid4()
    for _ in range(2):
        assert sent(client, token=token, text="一").status_code == 302
    sent(client, text="二")
    assert Letter.objects.count() == 2


def test_token_of_somebody_else_tells_nothing_and_writes_nothing(county, case, fresh):
    token = uuid.uuid4()
    sent(inside(case), token=token, text="一")
    answer = sent(inside(fresh), token=token, text="二")
    assert answer.status_code == 422
    assert "没有发出，请重新打开这一页再写。" in text_of(answer)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script> 😀 “引号”", "甲\n乙"])
def test_what_is_typed_is_shown_as_text(county, case, sign_in, text):
    client = inside(case)
    sent(client, text=text)
    assert Letter.objects.get().text == text
    for page in (
        client.get(SEEN),
        sign_in(county.lvshi).get(Letter.objects.get().get_absolute_url()),
    ):
        assert "<script>alert" not in text_of(page)


def test_nothing_or_too_much_is_said_beside_the_field_and_stays(case):
    client = inside(case)
    assert sent(client, text="  ").status_code == 422
    answer = sent(client, text="长" * 1001)
    assert answer.status_code == 422
    assert "最多1000个字，现有1001个。" in text_of(answer)
    assert "长" * 1001 in text_of(answer)
    assert Letter.objects.count() == 0


def test_eleventh_of_a_day_is_shut_and_stays_typed(case):
    client = inside(case)
    found = [sent(client, text=f"第{n}封") for n in range(11)]
    assert [answer.status_code for answer in found] == [302] * 10 + [429]
    assert "第10封" in text_of(found[-1])


def test_text_is_kept_when_the_quarter_of_an_hour_was_over(case):
    client = Client()
    assert client.get(MESSAGE).url == MINE
    answer = sent(client, text="写了很久的话")
    assert answer.status_code == 422
    assert ("写了很久的话" in text_of(answer), 'name="code"' in text_of(answer)) == (True, True)

    said = {"text": "写了很久的话", "code": code_for(case), "last": "9999"}
    wrong = sent(client, **said)
    assert "没有查到。请核对查询码和证件号码后四位。" in text_of(wrong)
    assert "写了很久的话" in text_of(wrong)
    assert Letter.objects.count() == 0
    assert sent(client, **said | {"last": "0011"}).status_code == 302
    assert Letter.objects.get().text == "写了很久的话"
    assert client.get(SEEN).status_code == 200


def test_codes_tried_while_writing_count_as_those_at_the_door(case):
    client = Client()
    found = [sent(client, text="一", code=f"{n:012d}", last="0011").status_code for n in range(22)]
    assert found == [422] * 20 + [429] * 2


def test_wrong_code_wrong_person_and_hidden_case_are_answered_alike_while_writing(county, case):
    hidden = new_case(county)
    set_following(hidden, by=county.chuangkou, shown="nothing", said="本人当面要求不显示。")
    answers = []
    sent(Client(), text="一", code="000000000001", last="0001")  # what is kept for a minute
    for code, last in (
        ("000000000001", "0011"),
        (code_for(case), "9999"),
        (code_for(hidden), "0011"),
    ):
        client, said = (
            Client(),
            {"token": str(uuid.UUID(int=7)), "text": "一", "code": "", "last": ""},
        )
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(MESSAGE, said | {"code": code, "last": last})
        page = re.sub(r'value="[^"]*"', "", text_of(answer))
        answers.append((answer.status_code, page, len(asked), set(answer.cookies)))
    assert answers == [answers[0]] * 3


def test_another_follower_of_the_case_reads_none_of_it(county):
    case = new_case(county, applicant_count=2, joint=[])
    JointApplicant.objects.create(case=case, name="王五", id_number=OTHER)
    sent(inside(case), text="我的话")
    page = text_of(inside(case, "0095").get(SEEN))
    assert ("我的话" in page, "还没有答复" in page) == (False, False)


def test_who_is_shown_the_place_alone_neither_reads_nor_writes(county, case):
    client = inside(case)
    sent(client, text="我的话")
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["phone"])
    set_following(
        Case.objects.get(pk=case.pk), by=county.chuangkou, shown="place", said="本人当面提出。"
    )
    page = text_of(client.get(SEEN))
    assert ("我的话" in page, "留言" in page) == (False, False)
    assert client.get(MESSAGE).url == SEEN
    assert sent(client, text="再写").status_code == 422
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("state", ["joined", "annulled", "applicant_died"])
def test_nobody_writes_of_a_case_that_is_none_any_more(case, state):
    client = inside(case)
    Case.objects.filter(pk=case.pk).update(state=state)
    assert client.get(MESSAGE).url == SEEN
    assert sent(client, text="一").status_code == 422


def test_closed_case_takes_messages_and_no_other_number(case):
    client = inside(case)
    Case.objects.filter(pk=case.pk).update(state="archived")
    assert client.get(MESSAGE).status_code == 200
    assert client.get(CONTACT).url == SEEN


def test_new_number_changes_nothing_before_it_was_checked(county, case):
    client = inside(case)
    assert sent(client, CONTACT, phone=NEW, text="白天不要打").status_code == 302
    person = Case.objects.get(pk=case.pk).applicant
    assert (person.phone, person.contact_note) == (OLD, "")
    page = text_of(client.get(SEEN))
    assert "核实是您本人以后才改，核实以前仍用原来的号码" in page
    assert [number for number in (NEW, OLD, NEW[-4:], OLD[-4:]) if number in page] == []
    assert told() == {"chuangkou", "guidang"}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "新的电话、什么时候不要打，至少填一项。"),
        ({"phone": "123"}, "电话应为11位手机号，或带区号的固定电话。"),
    ],
)
def test_number_that_is_none_is_said_beside_the_field(case, said, error):
    answer = sent(inside(case), CONTACT, **said)
    assert (answer.status_code, error in text_of(answer)) == (422, True)


def test_second_request_waits_for_the_first(case):
    client = inside(case)
    sent(client, CONTACT, phone=NEW)
    answer = sent(client, CONTACT, phone=NEW)
    assert "这件事您已经提出，正在办理，不用再提。" in text_of(answer)


def taken(letter, by, **changes):
    said = {"checked": "old_number", "said": "打原号码，本人确认。", "contact_note": "白天不要打"}
    return settling.take_contact(letter, by=by, **said | changes)


def test_window_takes_the_number_over_once_it_was_checked(county, case, sign_in):
    client = inside(case)
    sent(client, CONTACT, phone=NEW, text="白天不要打")
    letter, desk = Letter.objects.get(), sign_in(county.chuangkou)
    page = text_of(desk.get(letter.get_absolute_url()))
    assert ("139****1111" in page, NEW in page) == (True, False)
    said = {"act": "take", "take-said": "打原号码，本人确认。", "take-contact_note": "白天不要打"}
    assert desk.post(letter.get_absolute_url(), said).status_code == 422
    answer = desk.post(letter.get_absolute_url(), said | {"take-checked": "old_number"})
    assert answer.status_code == 302

    person = Case.objects.get(pk=case.pk).applicant
    assert (person.phone, person.contact_note) == (NEW, "白天不要打")
    assert Person.objects.get(pk=case.applicant_id).phone == OLD  # as earlier cases show it
    event = Event.objects.get(verb="letter.contact_taken")
    assert sentence(event) == (
        f"按网上来信第{letter.pk}号更正申请人的联系方式（打登记的原号码，本人确认）：打原号码，本人确认。"
    )
    assert "已核实，已更正" in text_of(client.get(SEEN))


def test_agreed_number_is_the_one_that_changes_where_one_is_reached_only_as_agreed(county, case):
    Person.objects.filter(pk=case.applicant_id).update(safe="stated")
    person = Person.objects.get(pk=case.applicant_id)
    person.safe_phone = "13700002222"
    person.save()
    letter = written(case, "contact", phone=NEW, text="")
    taken(letter, county.chuangkou, contact_note="")
    person = Case.objects.get(pk=case.pk).applicant
    assert (person.phone, person.safe_phone, person.guarded) == (OLD, NEW, True)


def test_agents_number_is_the_agents(county, case):
    agent = {
        "role": "representative",
        "name": "李大山",
        "agency": "relative",
        "phone": "1",
        "id_number": OTHER,
    }
    party = Party.objects.create(case=case, **agent)
    sent(inside(case, "0095"), CONTACT, phone=NEW)
    taken(Letter.objects.get(), county.chuangkou, contact_note="")
    party.refresh_from_db()
    assert (party.phone, Case.objects.get(pk=case.pk).applicant.phone) == (NEW, OLD)


def test_whoever_is_no_agent_any_more_changes_nothing(county, case):
    letter = written(case, "contact", phone=NEW, who="代理人", last="0095")
    with pytest.raises(DomainError, match="来信人已经不是本案登记的"):
        taken(letter, county.chuangkou)


def test_settled_once_and_by_whom_it_is_for(county, case):
    letter = written(case, "contact", phone=NEW)
    for stranger in (county.lvshi, county.jiandu, county.sifaju):
        with pytest.raises(NotAllowed):
            taken(letter, stranger)
    taken(letter, county.chuangkou)
    with pytest.raises(StaleState):
        taken(letter, county.chuangkou)
    with pytest.raises(DomainError, match="已经办理的不能重新办理"):
        settling.reopen(letter, by=county.chuangkou, reason="点错了，重新办")


def test_declined_by_mistake_is_taken_up_again(county, case):
    letter = written(case, "contact", phone=NEW)
    with pytest.raises(DomainError, match="请写明理由"):
        settling.decline(letter, by=county.chuangkou, reason="无")
    settling.decline(letter, by=county.chuangkou, reason="原号码打不通，请带证件来。")
    assert "原号码打不通，请带证件来。" in text_of(inside(case).get(SEEN))
    settling.reopen(letter, by=county.chuangkou, reason="点错了，重新办")
    letter.refresh_from_db()
    assert (letter.outcome, letter.answer, letter.settled_by) == ("", "", None)


def test_whoever_read_an_answer_that_was_taken_back_is_told_not_to_go_by_it(county, case):
    letter, back = written(case), "以前的答复不对，已经收回，请不要照它办。正在重新办理"
    settling.answer(letter, by=county.lvshi, text="不用来了。")
    settling.reopen(letter, by=county.lvshi, reason="答错了来信。")
    page = text_of(inside(case).get(SEEN))
    assert ("不用来了" in page, back in page) == (False, True)

    settling.answer(letter, by=county.lvshi, text="请照常来。")
    page = text_of(inside(case).get(SEEN))
    assert ("请照常来。" in page, back in page) == (True, False)


def test_what_was_only_noted_is_taken_up_again_without_a_word(county, case):
    letter = settling.note(written(case), by=county.lvshi)
    settling.reopen(letter, by=county.lvshi, reason="应当答复。")
    assert "已收到，还没有答复" in text_of(inside(case).get(SEEN))


def test_handler_reads_messages_of_his_own_cases_alone(county, case, sign_in):
    message, contact = written(case), written(case, "contact", phone=NEW)
    paths = [row.get_absolute_url() for row in (message, contact)]
    own = sign_in(county.lvshi)
    assert [own.get(path).status_code for path in paths] == [200, 404]
    other = sign_in(county.lvshi2)
    assert [other.get(path).status_code for path in paths] == [404, 404]


def test_new_number_is_seen_for_a_reason_and_never_dialled(county, case, sign_in):
    letter = written(case, "contact", phone=NEW)
    path = reverse("letters:reveal", args=[letter.pk])
    page = text_of(sign_in(county.chuangkou).post(path, {"field": "phone", "reason": "核实号码"}))
    assert (NEW in page, f"tel:{NEW}" in page) == (True, False)
    event = Event.objects.get(verb="record.reveal")
    assert (event.workflow, event.subject_id) == ("letter", letter.pk)


def test_nothing_of_a_letter_is_kept_in_clear(case):
    letter = written(case, "contact", phone=NEW, text="白天不要打")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, phone, writer FROM letters_letter WHERE id = %s", [letter.pk])
        text, phone, writer = cursor.fetchone()
    assert [
        kept for kept in (text, phone, writer) if "白天" in kept or NEW in kept or "0011" in kept
    ] == []


@pytest.mark.parametrize("path", ["/letters/", "/letters/?show=all"])
def test_list_asks_no_more_for_more_letters(county, fresh, sign_in, path):
    client, counts = sign_in(county.chuangkou), []
    for _ in range(2):
        written(fresh, text=f"又一封{len(counts)}", at=timezone.now() - timedelta(days=2))
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
