"""查我的案件: who opens it by what, what is told there, and that whoever may not learn anything learns nothing."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.following import set_following
from cases.models import Case, JointApplicant, Party, Person, Service
from cases.queries.following import code_for, following_of, printed_code
from cases.workflow import CASE
from legalaid.faces.portal.apply.models import Submission
from legalaid.platform.accounts.models import Try
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.crypto import seal
from legalaid.platform.core.scramble import code_of, number_of
from tests.factories import do, new_case, walk
from tests.papers import paper_of
from tests.portal.applied import ID, Phone

pytestmark = pytest.mark.django_db
MINE, SEEN, SUMMARY = "/public/mine/", "/public/mine/case/", "/public/mine/print/"
NOT_FOUND = (
    "没有查到。请核对查询码和证件号码后四位。有的案件为了安全不在网上显示。可以打电话、到窗口查。"
)
OTHER = "440524199001010095"


@pytest.fixture
def case(county):
    return new_case(county)


def asked(code, last="0011", client=None):
    return (client or Client()).post(MINE, {"code": code, "last": last})


def said(answer):
    return re.findall(r'class="errors" role="alert">([^<]+)', answer.content.decode())


def code(case):
    return code_for(case, following_of(case))


def looked(case, last="0011"):
    """The page as whoever enters this sees it."""
    client = Client()
    answer = asked(code(case), last, client)
    assert (answer.status_code, answer.headers.get("Location")) == (302, SEEN), said(answer)
    return client.get(SEEN).content.decode()


def test_codes_are_one_to_one_and_of_twelve_digits():
    numbers = [0, 1, 2, 999_999, 1_000_000, 10**9 + 1, 10**12 - 1]
    made = [code_of(number, "a") for number in numbers]
    assert [number_of(one, "a") for one in made] == numbers
    assert len(set(made)) == len(numbers)
    assert {len(one) for one in made} == {12}
    assert code_of(1, "a") != code_of(1, "b")


@pytest.mark.parametrize("last", ["002X", "002x", "００２Ｘ", " 00 2x "])
def test_end_of_the_number_is_read_however_it_is_typed(case, last):
    Person.objects.filter(pk=case.applicant_id).update(id_number="")
    person = Person.objects.get(pk=case.applicant_id)
    person.id_number = "11010519491231002X"
    person.save()
    answer = asked(code(case), last)
    assert answer.status_code == 302


def test_code_is_read_with_blanks_and_stands_on_the_receipt(county):
    case = walk(county, "accept")
    printed = paper_of(case, "material_receipt").facts["code"]
    assert (len(printed), printed.replace(" ", "")) == (14, code(case))
    assert asked(printed).status_code == 302


def test_page_tells_where_it_stands_and_by_when(county):
    case = walk(county, "accept")
    page = looked(case)
    assert "<b>已受理，正在审查。</b>" in page
    clock = case.deadlines.get(rule="examination")
    due = timezone.localtime(clock.due_at)
    assert f"审查并作出决定：最迟{due.year}年{due.month}月{due.day}日" in page
    assert "这一步办完，下面是：决定。" in page
    assert re.findall(r"</small><br />([^<]+)", page) == ["已收到申请", "已受理"]


def test_page_names_the_handler_once_he_has_it_and_nobody_else(county):
    offered = walk(county, "assign")
    firm = offered.handler.firm
    assert offered.handler.user.name not in looked(offered)
    case = do_next(offered, county, "accept_assignment")
    page = looked(case)
    assert f"<p>{case.handler.user.name}，{firm}" in page
    for name in (
        "李国强",
        "440524",
        "13800138000",
        "宏达",
        county.chuangkou.name,
        county.zhuren.name,
    ):
        assert name not in page


def do_next(case, county, step):
    do(case, county, step, case.changed_at + timedelta(hours=1))
    return Case.objects.get(pk=case.pk)


def test_hearing_ahead_is_told_with_its_place(county):
    case = walk(county, "hold_first_meeting")
    at = timezone.now().replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=20)
    case.hearings.create(starts_at=at, organ="清和县人民法院", place="第二法庭", by=county.lvshi)
    local = timezone.localtime(at)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    assert f"<p>{year}{local.month}月{local.day}日 09:00，清和县人民法院第二法庭</p>" in looked(
        case
    )


def test_papers_sent_are_named_without_their_address_and_not_those_for_others(county):
    case = walk(county, "accept_assignment")
    about = {"case": case, "how": "post", "by": county.chuangkou, "at": timezone.now()}
    sent_on, received_on = date(2026, 3, 9), date(2026, 3, 11)
    for paper, addressee in (("decision_grant", "person"), ("decision_grant", "organ")):
        Service.objects.create(
            paper=paper_of(case, paper),
            addressee=addressee,
            recipient="李国强",
            address="清和县城关镇东街1号",
            sent_on=sent_on,
            received_on=received_on,
            **about,
        )
    page = looked(case)
    paper = paper_of(case, "decision_grant")
    assert re.findall(r"<li>(给予[^<]+)</li>", page) == [
        f"{paper}：2026年3月9日送出，2026年3月11日收到"
    ]
    assert "东街1号" not in page


def test_refusal_is_told_with_what_one_can_do(county):
    case = walk(county, "recommend")
    do(
        case,
        county,
        "refuse",
        case.changed_at + timedelta(hours=1),
        grounds=["means"],
        reasons="收入高于标准。",
    )
    page = looked(Case.objects.get(pk=case.pk))
    assert "中心决定不给予法律援助，理由写在决定书上。" in page
    assert "自收到决定书那天起十五日内，可以向清和县司法局提出异议（法律援助法第四十九条）" in page
    assert "下面是" not in page


def printed(case, last="0011"):
    client = Client()
    asked(code(case), last, client)
    return client.get(SUMMARY)


def test_one_page_for_those_who_help_names_nobody_but_the_handler(county):
    case = walk(county, "hold_first_meeting")
    at = timezone.now() + timedelta(days=9)
    case.hearings.create(starts_at=at, organ="清和县人民法院", place="第二法庭", by=county.lvshi)
    page = printed(case).content.decode()
    said = (case.number, "已决定给予法律援助", county.lvshi.name, "第二法庭", "身份证", "12348")
    assert [text for text in said if text not in page] == []
    hidden = (case.applicant.name, case.facts[:10], case.cause.name, case.applicant.id_number)
    assert [text for text in hidden if text in page] == []


def test_page_for_those_who_help_says_no_more_than_was_chosen(county):
    case = walk(county, "hold_first_meeting")
    set_following(case, by=county.chuangkou, shown="place", said="本人当面要求只看进度")
    page = printed(case).content.decode()
    assert CASE.places[case.state].public in page
    assert [text for text in (county.lvshi.name, "已决定给予法律援助") if text in page] == []
    set_following(case, by=county.chuangkou, shown="nothing", said="本人当面要求不显示")
    assert printed(case).url == MINE


def test_wrong_code_wrong_person_and_a_case_not_shown_are_answered_alike(county, case):
    hidden = new_case(county)
    set_following(hidden, by=county.chuangkou, shown="nothing", said="本人当面要求不显示。")
    wrong = code_of(77_777, "cases.following")
    answers = []
    asked(wrong, "0001")  # what is kept for a minute
    for typed, last in (
        (wrong, "0011"),
        (code(case), "9999"),
        (code(hidden), "0011"),
        ("苹果黄牛小桥春风", "0011"),
    ):
        with CaptureQueriesContext(connection) as asked_for:
            answer = asked(typed, last)
        answers.append((answer.status_code, said(answer), set(answer.cookies), len(asked_for)))
    assert answers == [(422, [NOT_FOUND], {"csrftoken"}, answers[0][3])] * 4


def test_thousand_wrong_codes_are_shut_out_after_twenty(case, answers_all):
    client = Client()
    codes = [code_of(50_000 + n, "cases.following") for n in range(1000)]
    found = [asked(one, client=client).status_code for one in codes]
    assert (found.count(422), found.count(429), found[:20]) == (20, 980, [422] * 20)
    right = asked(code(case), client=client)
    assert right.status_code == 429
    assert re.fullmatch(r"试的次数太多，请在.+以后再试。", said(right)[0])


def test_code_is_shut_after_ten_wrong_ends_from_anywhere(case):
    ends = [
        asked(code(case), f"{n:04d}", Client(REMOTE_ADDR=f"10.0.0.{n}")).status_code
        for n in range(12)
    ]
    assert ends == [302 if n == 11 else 422 for n in range(10)] + [429, 429]


def test_who_gets_in_begins_anew(case, answers_all):
    for n in range(9):
        asked(code(case), f"{n:04d}")
    assert asked(code(case)).status_code == 302
    assert Try.objects.filter(door="mine_code").count() == 0


def test_safe_contact_shows_nothing_until_it_is_asked_for(county, case):
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["phone"])
    case = Case.objects.get(pk=case.pk)
    assert said(asked(code(case))) == [NOT_FOUND]
    assert printed_code(case) == ""

    set_following(case, by=county.chuangkou, shown="place", said="本人11月2日当面提出。")
    page = looked(case)
    assert "<b>已收到申请。</b>" in page
    assert [text for text in ("已经办了什么", "最迟", "谁在办", "开庭") if text in page] == []


def test_what_was_chosen_before_safe_contact_holds_no_more(county, case):
    set_following(case, by=county.chuangkou, shown="place", said="凭证丢了，换查询码。", renew=True)
    assert asked(code(case)).status_code == 302
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["phone"])
    assert said(asked(code(case))) == [NOT_FOUND]


def test_file_kept_apart_shows_nothing_and_its_joint_applicants_never(county, case):
    Case.objects.filter(pk=case.pk).update(secret=True, applicant_count=2)
    JointApplicant.objects.create(case=case, name="王五", id_number=OTHER)
    case = Case.objects.get(pk=case.pk)
    assert said(asked(code(case))) == [NOT_FOUND]
    set_following(case, by=county.chuangkou, shown="all", said="本人当面提出。")
    assert said(asked(code(case), "0095")) == [NOT_FOUND]
    assert asked(code(case)).status_code == 302


def test_joint_applicant_sees_the_common_state_and_no_other_name(county):
    case = new_case(county, applicant_count=2, joint=[])
    JointApplicant.objects.create(case=case, name="王五", id_number=OTHER)
    page = looked(case, "0095")
    assert "<b>已收到申请。</b>" in page
    assert [name for name in ("李国强", "王五", OTHER, ID) if name in page] == []
    assert Event.objects.get(verb="case.followed").data == {"who": "共同申请人"}


def represented(case, **changes):
    about = {"role": "representative", "name": "李大山", "agency": "statutory", "id_number": OTHER}
    return Party.objects.create(case=case, **about | changes)


def test_minors_case_is_followed_by_the_guardian_alone(case):
    Person.objects.filter(pk=case.applicant_id).update(
        birth=timezone.localdate() - timedelta(days=4000)
    )
    assert said(asked(code(case))) == [NOT_FOUND]
    represented(case)
    assert said(asked(code(case))) == [NOT_FOUND]
    assert asked(code(case), "0095").status_code == 302


@pytest.mark.parametrize(
    "against", [{"name": "李大山"}, {"name": "李大山（父）", "id_number": OTHER}]
)
def test_guardian_on_the_other_side_never_follows(case, against):
    Person.objects.filter(pk=case.applicant_id).update(
        birth=timezone.localdate() - timedelta(days=4000)
    )
    represented(case)
    Party.objects.create(case=case, role="opponent", **against)
    assert said(asked(code(case), "0095")) == [NOT_FOUND]


def test_relative_who_applied_for_a_detained_person_follows(case):
    represented(case, agency="relative")
    assert asked(code(case), "0095").status_code == 302
    assert asked(code(case)).status_code == 302


def test_new_code_ends_the_old_one_and_who_is_in(county, case):
    old, client = code(case), Client()
    asked(old, client=client)
    set_following(case, by=county.chuangkou, shown="all", said="凭证丢了，本人来换。", renew=True)
    assert client.get(SEEN).url == MINE
    assert said(asked(old)) == [NOT_FOUND]
    assert code(case) != old
    assert asked(code(case)).status_code == 302


def test_each_look_stands_in_the_chain_and_a_wrong_one_does_not(case):
    asked(code(case), "9999")
    client = Client()
    asked(code(case), client=client)
    client.get(SEEN)
    client.get(SEEN)
    events = Event.objects.filter(workflow="case", subject_id=case.pk, verb="case.followed")
    assert [sentence(event) for event in events] == ["申请人在网上查看办理进展"] * 2


def test_nothing_is_kept_and_nothing_is_left_after_going_out(case):
    client = Client()
    asked(code(case), client=client)
    page = client.get(SEEN)
    assert "no-store" in page.headers["Cache-Control"]
    cookie = page.cookies["mine"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (MINE, True, "")
    assert "0011" not in cookie.value

    out = client.post(reverse("portal:mine_out"))
    assert (out.url, out.cookies["mine"].value) == (reverse("portal:mine_left"), "")
    assert client.get(SEEN).url == MINE


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_quarter_of_an_hour_without_a_page_ends_it(case, minutes, status):
    client, at = Client(), int(timezone.now().timestamp()) - minutes * 60
    client.cookies["mine"] = seal(f"case|{case.pk}|0|0011|{at}", "portal.mine")
    assert client.get(SEEN).status_code == status
    assert client.get(SEEN).status_code == status


def test_cookie_of_ones_own_making_opens_nothing():
    client = Client()
    client.cookies["mine"] = "case|1|0|0011|99999999999"
    assert client.get(SEEN).url == MINE


def test_sent_in_online_is_followed_by_its_code_and_words_before_and_after_it_is_a_case(county):
    phone = Phone().begin().fill()
    phone.send()
    row = Submission.objects.get()
    for typed in (phone.code, "".join(phone.words)):
        client = Client()
        assert asked(typed, client=client).status_code == 302
        assert "<b>已收到，等待工作人员登记。</b>" in client.get(SEEN).content.decode()
        assert client.get(SUMMARY).url == SEEN
    assert said(asked(phone.code, "9999")) == [NOT_FOUND]

    Submission.objects.filter(pk=row.pk).update(case=new_case(county), state="registered")
    assert "<b>已收到申请。</b>" in client.get(SEEN).content.decode()
    assert asked(phone.code).status_code == 302


def test_what_is_no_code_is_said_beside_the_field():
    answer = asked("12345", "1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "查询码是12位数字，或者四个两字的词，请核对。" in page
    assert "请填证件号码的最后四位，数字或者字母。" in page
    assert 'value="12345"' in page


def test_clerk_registers_what_the_person_wants_and_reads_the_code(county, case, sign_in):
    client, path = sign_in(county.chuangkou), reverse("cases:following", args=[case.pk])
    page = client.get(path).content.decode()
    spaced = " ".join(code(case)[n : n + 4] for n in (0, 4, 8))
    assert f"查询码 <b>{spaced}</b>" in page
    about = {"shown": "place", "said": "本人当面提出。", "seen": case.version}
    assert client.post(path, about).url == case.get_absolute_url()
    told = Event.objects.get(verb="case.following_set")
    assert sentence(told) == "网上查询：只显示办到哪一步。当事人的要求：本人当面提出。"
    assert client.post(path, about).status_code == 409
    row = following_of(case)
    assert (row.shown, row.said, row.by) == ("place", "本人当面提出。", county.chuangkou)
