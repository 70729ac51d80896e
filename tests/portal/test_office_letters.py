"""The office writes first: who may, who reads it, how they hear of it, seen and taken back, and what is said where nobody would read it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.domain.following import set_following
from cases.models import Case, JointApplicant, Person
from cases.queries.following import code_for, following_of
from legalaid.faces.portal.letters.addressing import readers_of, why_not_online
from legalaid.faces.portal.letters.domain import office, settling
from legalaid.faces.portal.letters.domain.reading import open_letter
from legalaid.faces.portal.letters.models import Letter, LetterOpening, OfficeLetter
from legalaid.faces.portal.letters.queries import files_of, waiting_for, writer_key
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.notifications.models import Message, Text
from legalaid.platform.notifications.sentences import SENTENCES
from legalaid.platform.notifications.texts import words_of
from stations.models import Leave
from tests.factories import walk

from .applied import photo
from .letters import to_applicant, written

pytestmark = pytest.mark.django_db
MINE, SEEN = "/public/mine/", "/public/mine/case/"
OTHER = "440524199001010095"
SAID = "请带工资条来一趟。"


@pytest.fixture
def case(county):
    return walk(county, "accept_assignment")


def inside(case, last="0011"):
    client = Client()
    said = {"code": code_for(case, following_of(case)), "last": last}
    assert client.post(MINE, said).status_code == 302
    return client


def page_of(letter):
    return reverse("portal:mine_letter", args=[letter.pk])


def text_of(answer):
    return answer.content.decode()


def place_alone(case, by):
    set_following(case, by=by, shown="place", said="本人到窗口提出。")
    return Case.objects.get(pk=case.pk)


def test_handler_writes_from_the_case_and_sees_when_it_was_read(county, case, sign_in):
    own = sign_in(county.lvshi)
    write = reverse("letters:write", args=[case.pk])
    assert write in text_of(own.get(case.get_absolute_url()))
    token = uuid.uuid4()
    said = {"token": token, "text": SAID, "reader": writer_key(case, "0011")}
    for _ in range(2):
        answer = own.post(write, said)
    letter = OfficeLetter.objects.get()
    assert (answer.status_code, answer.url) == (302, letter.get_absolute_url())
    assert "未看" in text_of(own.get(letter.get_absolute_url()))

    client = inside(case)
    page = text_of(client.get(SEEN))
    assert (f"承办人{county.lvshi.name}的信" in page, "（还没有看）" in page, SAID in page) == (
        True,
        True,
        False,
    )
    assert SAID in text_of(client.get(page_of(letter)))
    assert "（还没有看）" not in text_of(client.get(SEEN))
    assert "首次打开" in text_of(own.get(letter.get_absolute_url()))
    told = Event.objects.filter(subject_id=case.pk, verb__in=["letter.written", "letter.opened"])
    assert [sentence(one) for one in told.order_by("seq")] == [
        f"给申请人写信第{letter.pk}号：{SAID}",
        f"申请人在网上首次打开给其的信第{letter.pk}号",
    ]


def test_read_twice_it_is_kept_once(county, case):
    letter, at = to_applicant(case, by=county.lvshi), timezone.now()
    open_letter(letter, at=at)
    open_letter(letter, at=at + timedelta(hours=1))
    assert LetterOpening.objects.get().at == at


def test_reply_is_the_handlers_and_whose_letter_it_answers(county, case):
    letter = to_applicant(case, by=county.chuangkou)
    client, path = inside(case), reverse("portal:mine_write", args=["message"])
    page = text_of(client.get(f"{path}?to={letter.pk}"))
    assert (SAID in page, f'name="to" value="{letter.pk}"' in page) == (True, True)
    said = {"token": uuid.uuid4(), "text": "明天带来。", "to": letter.pk}
    assert client.post(path, said).status_code == 302

    reply = Letter.objects.get()
    assert reply.reply_to == letter
    heard = Message.objects.filter(key__startswith=f"letter:{reply.pk}:")
    names = {row.user.username for row in heard.select_related("user")}
    assert names == {"lvshi", "chuangkou"}
    waits = [list(waiting_for(getattr(county, who))) for who in ("chuangkou", "guidang", "lvshi")]
    assert waits == [[reply], [], [reply]]
    same = {"case": case, "kind": "message", "who": "申请人", "writer": reply.writer}
    for minutes in range(1, 21):
        times = {"sent_at": reply.sent_at + timedelta(minutes=minutes), "due_at": reply.due_at}
        Letter.objects.create(token=uuid.uuid4(), text="什么时候开庭？", **same, **times)
    settling.answer(reply, by=county.chuangkou, text="好的。")
    page = text_of(client.get(page_of(letter)))
    told = [words in page for words in ("明天带来。", "好的。", "什么时候开庭？")]
    assert told == [True, True, False]


def test_reply_survives_the_quarter_of_an_hour(county, case):
    letter = to_applicant(case, by=county.lvshi)
    client, path = Client(), reverse("portal:mine_write", args=["message"])
    said = {"token": uuid.uuid4(), "text": "明天带来。", "to": letter.pk}
    page = text_of(client.post(path, said))
    assert (SAID in page, f'name="to" value="{letter.pk}"' in page) == (False, True)
    back = client.post(path, said | {"code": code_for(case), "last": "0011"})
    assert (back.status_code, Letter.objects.get().reply_to) == (302, letter)


def test_taken_back_it_is_shown_no_more_and_who_read_it_is_told(county, case, sign_in):
    letter, client = to_applicant(case, by=county.lvshi), inside(case)
    client.get(page_of(letter))
    with pytest.raises(DomainError, match="请写明理由"):
        office.take_back(letter, by=county.lvshi, reason="错")
    said = {"act": "take_back", "take_back-reason": "写错了日子。"}
    assert sign_in(county.chuangkou).post(letter.get_absolute_url(), said).status_code == 302

    page = text_of(client.get(SEEN))
    assert "的信写错了，已经收回。看过的，请不要照它办。" in page
    assert client.get(page_of(letter)).status_code == 302
    with pytest.raises(StaleState):
        office.take_back(letter, by=county.lvshi, reason="写错了日子。")
    event = Event.objects.get(verb="letter.taken_back")
    assert sentence(event) == f"收回给申请人的信第{letter.pk}号：写错了日子。"


def test_only_its_reader_opens_it(county, case):
    JointApplicant.objects.create(case=case, name="张三", id_number=OTHER, phone="13900001003")
    letter = to_applicant(case, by=county.lvshi, reader=writer_key(case, "0095"))
    assert letter.who == "共同申请人"
    assert "写给您的信" not in text_of(inside(case).get(SEEN))
    assert inside(case).get(page_of(letter)).status_code == 302
    assert SAID in text_of(inside(case, "0095").get(page_of(letter)))
    joint = JointApplicant.objects.get()
    assert Text.objects.get().to == -joint.pk


def test_it_is_told_without_its_words_until_it_was_read(county, case):
    letter = to_applicant(case, by=county.lvshi)
    row = Text.objects.get()
    phone = case.station.phone
    assert words_of(row) == f"我们在网上给您写了信，请凭查询码查看，或者打{phone}。"
    assert SENTENCES[row.sentence].reach(row).number == "13800138000"
    open_letter(letter)
    assert words_of(row) == ""

    wrong = to_applicant(case, by=county.lvshi, text="开庭改到下周。")
    row = Text.objects.get(row=wrong.pk)
    assert words_of(row) != ""
    office.take_back(wrong, by=county.lvshi, reason="写错了日子。")
    assert words_of(row) == ""


def test_where_no_text_may_go_the_page_says_to_call(county, case, sign_in):
    Person.objects.filter(pk=case.applicant_id).update(contact_note="白天不要打")
    page = text_of(sign_in(county.lvshi).get(reverse("letters:write", args=[case.pk])))
    assert (
        "申请人李国强：不发短信（有联系注意事项，须由人看过再联系），请按安全联系的要求告诉有信。"
        in page
    )
    to_applicant(case, by=county.lvshi)
    row = Text.objects.get()
    assert SENTENCES[row.sentence].reach(row).bar == "有联系注意事项，须由人看过再联系"
    page = text_of(sign_in(county.lvshi).get(case.office_letters.get().get_absolute_url()))
    assert ("按安全联系的要求告诉本人" in page, "打电话告诉他" in page) == (True, False)


def test_who_was_never_there_is_called_instead(county, case, sign_in):
    path, never = reverse("letters:write", args=[case.pk]), "还没有人在网上看过这件案件"
    client = sign_in(county.chuangkou)
    page = text_of(client.get(path))
    assert (never in page, "寄纸质的" in page, "<textarea" in page) == (True, True, True)
    inside(case).get(SEEN)
    page = text_of(client.get(path))
    assert (never in page, "最近一次有人在网上看这件案件" in page) == (False, True)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"safe": "stated"}, "须安全联系、密卷的案件，没有提出的一律不在网上显示，本人看不到信。"),
        ({"id_number": ""}, "没有登记能够在网上查询的人的证件号码，看不到信。"),
    ],
)
def test_where_nobody_would_read_it_nothing_is_written(county, case, sign_in, change, why):
    person = Person.objects.get(pk=case.applicant_id)
    for name, value in change.items():
        setattr(person, name, value)
    person.save()
    case = Case.objects.get(pk=case.pk)
    page = text_of(sign_in(county.lvshi).get(reverse("letters:write", args=[case.pk])))
    assert (why in page, "寄纸质的" in page, "<textarea" in page) == (True, True, False)
    with pytest.raises(DomainError, match=why[:12]):
        to_applicant(case, by=county.lvshi)


def test_who_chose_to_see_the_place_alone_gets_no_letter(county, case):
    letter = to_applicant(case, by=county.lvshi)
    case = place_alone(case, county.chuangkou)
    with pytest.raises(DomainError, match="只显示办到哪一步"):
        to_applicant(case, by=county.lvshi)
    client = inside(case)
    assert "写给您的信" not in text_of(client.get(SEEN))
    assert client.get(page_of(letter)).status_code == 302
    assert not LetterOpening.objects.exists()


def test_stranger_to_the_case_writes_nothing(county, case, sign_in):
    for who in ("lvshi2", "jiandu", "sifaju"):
        with pytest.raises(NotAllowed):
            to_applicant(case, by=getattr(county, who))
    assert sign_in(county.lvshi2).get(reverse("letters:write", args=[case.pk])).status_code == 404


def test_stranger_to_the_case_neither_reads_nor_takes_back(county, case, sign_in):
    letter, stranger = to_applicant(case, by=county.lvshi, files=[photo()]), sign_in(county.lvshi2)
    enclosed = reverse("documents:file", args=[files_of(letter).get().pk])
    pages = [letter.get_absolute_url(), enclosed]
    assert [stranger.get(page).status_code for page in pages] == [404, 404]
    listed = stranger.get(reverse("letters:written_list")).context["page"].object_list
    assert list(listed) == []
    with pytest.raises(NotAllowed):
        office.take_back(letter, by=county.lvshi2, reason="写错了日子。")
    letter.refresh_from_db()
    assert letter.taken_back_at is None


def test_who_keeps_out_of_the_case_writes_nothing_in_it(county, case, sign_in):
    Case.objects.filter(pk=case.pk).update(recused=f",{county.chuangkou.pk},")
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(NotAllowed):
        to_applicant(case, by=county.chuangkou)
    write = reverse("letters:write", args=[case.pk])
    assert sign_in(county.chuangkou).get(write).status_code == 404
    assert to_applicant(case, by=county.lvshi).by == county.lvshi


@pytest.mark.parametrize("state", ["joined", "annulled"])
def test_case_that_is_no_case_any_more_gets_no_letter(county, case, sign_in, state):
    Case.objects.filter(pk=case.pk).update(state=state)
    case = Case.objects.get(pk=case.pk)
    assert "不再在网上写信" in why_not_online(case)
    with pytest.raises(NotAllowed):
        to_applicant(case, by=county.chuangkou)
    write = reverse("letters:write", args=[case.pk])
    assert sign_in(county.chuangkou).get(write).status_code == 404


def test_nobody_writes_to_the_dead(county, case):
    JointApplicant.objects.create(case=case, name="张三", id_number=OTHER)
    assert [str(one) for one in readers_of(case)] == ["申请人李国强", "共同申请人张三"]
    Case.objects.filter(pk=case.pk).update(state="applicant_died")
    case = Case.objects.get(pk=case.pk)
    assert [str(one) for one in readers_of(case)] == ["共同申请人张三"]
    with pytest.raises(DomainError, match="请选择写给谁"):
        to_applicant(case, by=county.chuangkou)


def test_form_of_one_case_sends_nothing_in_another_nor_as_somebody_else(county, case):
    token, other = uuid.uuid4(), walk(county, "grant")
    letter = to_applicant(case, by=county.lvshi, token=token)
    assert to_applicant(case, by=county.lvshi, token=token, text="再写一次。") == letter
    for where, who in ((other, county.chuangkou), (case, county.chuangkou)):
        with pytest.raises(DomainError, match="没有发出，请重新打开"):
            to_applicant(where, by=who, token=token)
    assert [row.text for row in OfficeLetter.objects.all()] == [SAID]


def test_same_words_are_one_letter_within_the_hour_by_one_person_to_one_reader(county, case):
    JointApplicant.objects.create(case=case, name="张三", id_number=OTHER)
    now = timezone.now() - timedelta(hours=2)
    first = to_applicant(case, by=county.lvshi, at=now)
    assert to_applicant(case, by=county.lvshi, at=now + timedelta(minutes=59)) == first
    assert Event.objects.filter(verb="letter.written").count() == 1
    others = [
        to_applicant(case, by=county.lvshi, at=now, reader=writer_key(case, "0095")),
        to_applicant(case, by=county.chuangkou, at=now),
        to_applicant(case, by=county.lvshi, at=now, files=[photo()]),
        to_applicant(case, by=county.lvshi, at=now + timedelta(minutes=61)),
    ]
    assert len({one.pk for one in [first, *others]}) == 5
    office.take_back(others[-1], by=county.lvshi, reason="写错了日子。")
    to_applicant(case, by=county.lvshi, at=now + timedelta(minutes=62))
    assert OfficeLetter.objects.count() == 6


def test_same_words_of_the_citizen_are_one_letter_until_answered_or_the_hour_is_over(county, case):
    JointApplicant.objects.create(case=case, name="张三", id_number=OTHER)
    now, letter = timezone.now() - timedelta(hours=2), to_applicant(case, by=county.lvshi)
    first = written(case, at=now)
    assert written(case, at=now + timedelta(minutes=59)) == first
    others = [
        written(case, at=now, who="共同申请人", last="0095"),
        written(case, at=now, reply_to=letter),
        written(case, at=now, files=[photo()]),
        written(case, at=now + timedelta(minutes=61)),
    ]
    assert len({one.pk for one in [first, *others]}) == 5
    settling.answer(others[-1], by=county.lvshi, text="下周。")
    written(case, at=now + timedelta(minutes=62))
    assert Letter.objects.count() == 6


def test_list_tells_what_nobody_read_yet(county, case, sign_in):
    read, unread = (to_applicant(case, by=county.lvshi, text=text) for text in ("一。", "二。"))
    open_letter(read)
    path = reverse("letters:written_list")
    client = sign_in(county.chuangkou)
    shown = [
        [row.pk for row in client.get(f"{path}{show}").context["page"].object_list]
        for show in ("", "?show=unread")
    ]
    assert shown == [[unread.pk, read.pk], [unread.pk]]


def test_letter_of_the_citizen_is_no_reply_to_another_ones(county, case):
    letter = to_applicant(case, by=county.lvshi)
    JointApplicant.objects.create(case=case, name="张三", id_number=OTHER)
    client = inside(case, "0095")
    said = {"token": uuid.uuid4(), "text": "您好。", "to": letter.pk}
    client.post(reverse("portal:mine_write", args=["message"]), said)
    assert Letter.objects.get().reply_to is None
    assert written(case).reply_to is None


def test_words_sent_again_from_a_page_gone_back_to_are_one_letter(county, case):
    first, again = (to_applicant(case, by=county.lvshi) for _ in range(2))
    assert first == again
    reply, same = (written(case, text="好的。", reply_to=first) for _ in range(2))
    other = written(case, text="好的。")
    assert (reply == same, reply == other, Letter.objects.count()) == (True, False, 2)

    later = timezone.now() + timedelta(minutes=61)
    assert written(case, text="好的。", reply_to=first, at=later) != reply
    office.take_back(first, by=county.lvshi, reason="写错了日子。")
    assert to_applicant(case, by=county.lvshi) != first


def test_message_to_a_handler_on_leave_waits_at_the_window_too(county, case):
    today, days = timezone.localdate(), timedelta(days=3)
    here, spell = written(case), {"starts": today - days, "ends": today + days}
    leave = Leave.objects.create(user=county.lvshi, kind="sick", by=county.admin, **spell)
    away = written(case, text="要带什么？")
    heard = [
        {row.user.username for row in Message.objects.filter(key__startswith=f"letter:{one.pk}:")}
        for one in (here, away)
    ]
    assert heard == [{"lvshi"}, {"lvshi", "chuangkou", "guidang"}]
    assert list(waiting_for(county.chuangkou)) == [away, here]
    Leave.objects.filter(pk=leave.pk).update(cancelled=True)
    assert list(waiting_for(county.chuangkou)) == []
