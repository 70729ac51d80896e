"""The one box: what it finds, for whom, and what it never gives away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.person import join, part
from legalaid.faces.finding.asked import Asked
from legalaid.faces.finding.commands import CORNERS, STARTS
from stations.hall.domain.ticket import take
from tests.cases.test_consultation import consult
from tests.factories import new_case, person, walk
from tests.hall.windows import served_now, window
from tests.stations.test_referral import labour, slip_to_center  # noqa: F401  a fixture

OTHER = {"name": "张桂兰", "id_number": "11010519491231002X", "phone": "13900139000", "sex": "F"}
HTMX = {"HTTP_HX_REQUEST": "true"}
NAME, ID, PHONE = "李国强", "440524198801010011", "13800138000"


@pytest.fixture
def answer(sign_in):
    """What the page of this person says to what was typed."""

    def _answer(user, text):
        return sign_in(user).get("/find/", {"q": text}).context["answer"]

    return _answer


def said(answer):
    """{kind: the words of its rows}"""
    return {kind.title: [hit.words for hit in kind.hits] for kind in answer.kinds}


@pytest.mark.parametrize("text", [NAME, "国强", "lgq", "liguo", ID, PHONE, "0011", "8000"])
def test_person_is_found_with_all_of_theirs(text, county, labour, answer):  # noqa: F811
    case, row = new_case(county), consult(county, id_number=ID)
    slip = slip_to_center(labour)
    new_case(county, who=person(**OTHER))
    (who,) = answer(county.chuangkou, text).people
    assert (who.name, who.said[:2], who.phone) == (NAME, "男　", "138****8000")
    assert who.said.endswith("440***************")
    assert [one["pk"] for one in who.cases] == [case.pk]
    assert (who.consultations, who.slips) == ([row], [slip])


def test_two_of_one_name_are_two_people(county, answer):
    new_case(county)
    new_case(county, who=person(id_number=OTHER["id_number"], phone="13900139000"))
    consult(county, phone="", name=NAME)
    found = answer(county.chuangkou, NAME).people
    assert [(len(who.cases), len(who.consultations)) for who in found] == [(1, 0), (1, 0), (0, 1)]


def test_two_who_share_a_telephone_are_two_people(county, answer):
    new_case(county)
    consult(county, name="李小芳")
    (who,) = answer(county.chuangkou, "李小芳").people
    assert (who.name, who.cases) == ("李小芳", [])


def test_opponent_is_no_person_of_ours_but_the_case_is_found(county, answer):
    new_case(county)
    found = answer(county.chuangkou, "宏达建筑")
    assert (found.people, said(found)["案件"]) == ([], [NAME])


def test_whoever_only_asked_is_found_and_the_question_leads_to_an_application(county, answer):
    row = consult(county)
    (who,) = answer(county.chuangkou, NAME).people
    assert who.starts == [
        ("由咨询转为申请", f"/cases/new/?consultation={row.pk}"),
        ("登记咨询", "/cases/consultations/new/"),
    ]


def test_start_carries_the_name_and_the_number_at_the_window(county, sign_in, answer):
    case = new_case(county)
    number = served_now(county)
    (who,) = answer(county.chuangkou, NAME).people
    tail = f"?case={case.pk}&ticket={number.pk}"
    assert who.starts == [
        ("登记申请", f"/cases/new/{tail}"),
        ("登记咨询", f"/cases/consultations/new/{tail}"),
    ]
    for _, href in who.starts:
        page = sign_in(county.chuangkou).get(href)
        assert page.context["form"].initial["name"] == NAME
        assert ID not in page.content.decode()


def test_number_taken_today_stands_beside_the_person(county, answer):
    window(county, 1)
    number = take(by=county.chuangkou, station=county.chuangkou.staff.station, purpose="consult")
    consult(county, ticket=number, at=timezone.now())
    (who,) = answer(county.chuangkou, NAME).people
    assert [str(ticket) for ticket in who.tickets] == ["A001"]


def test_safe_contact_stands_before_the_telephone(county, sign_in):
    new_case(county, who=person(contact_note="只打其姐电话"))
    page = sign_in(county.chuangkou).get("/find/", {"q": NAME}).content.decode()
    assert page.index("只打其姐电话") < page.index("138****8000")


def test_each_finds_only_what_is_theirs(county, answer):
    case = new_case(county)
    consult(county)
    assert answer(county.lvshi, NAME).people == []
    stranger = answer(county.zhan1, NAME)
    assert (stranger.people, len(stranger.beyond)) == ([], 1)
    assert [one["pk"] for one in answer(county.jiandu, NAME).people[0].cases] == [case.pk]
    assert answer(county.jiandu, NAME).people[0].consultations == []
    assert answer(county.admin, NAME).people == []


def test_masked_row_beyond_ones_rights_leads_to_asking(county, sign_in):
    new_case(county)
    page = sign_in(county.zhan1).get("/find/", {"q": "lgq"}).content.decode()
    assert ("李**" in page, NAME in page, "申请查阅" in page) == (True, False, True)


@pytest.mark.parametrize(
    ("who", "text", "kind", "rows"),
    [
        ("chuangkou", "登记申请", "办理", ["登记申请"]),
        ("chuangkou", "djsq", "办理", ["登记申请"]),
        ("chuangkou", "审计", "前往", None),
        ("zhuren", "审计", "前往", ["审计"]),
        ("zhuren", "sj", "前往", ["审计", "数据看板", "数据质量"]),
        ("zhuren", "经费", "前往", ["经费", "经费事项", "经费统计表"]),
        ("chuangkou", "石桥", "站点", ["石桥乡法律援助工作站"]),
        ("chuangkou", "陈立", "工作人员", ["陈立"]),
        ("lvshi", "石桥", "站点", None),
        ("chuangkou", "工伤", "接待手册", ["工伤"]),
        ("jiandu", "工伤", "接待手册", None),
    ],
)
def test_places_acts_and_pages_are_found_by_those_who_may(who, text, kind, rows, county, answer):
    assert said(answer(getattr(county, who), text)).get(kind) == rows


def test_paper_is_found_by_the_number_printed_on_it(county, answer):
    walk(county, "grant")
    number = "清援决字〔2026〕第1号"
    paper = answer(county.chuangkou, number)
    assert said(paper)["文书"] == ["给予法律援助决定书"]
    assert [hit.said for hit in paper.kinds[-1].hits] == [number]
    assert said(answer(county.zhan1, number)).get("文书") is None


def test_number_of_a_case_leads_to_whose_it_is(county, answer):
    case = new_case(county)
    (who,) = answer(county.chuangkou, case.number).people
    assert (who.name, [one["pk"] for one in who.cases]) == (NAME, [case.pk])


def test_nothing_typed_offers_what_one_may_start_and_where_one_may_go(county, answer):
    found = said(answer(county.jiandu, ""))
    assert list(found) == ["前往"]
    assert said(answer(county.chuangkou, ""))["办理"] == [
        "登记申请", "登记咨询", "取号", "新转介单", "登记通知辩护", "登记热线记录", "登记宣传活动",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["chuangkou", "zhan1", "shencha", "zhuren", "lvshi", "jiandu", "caiwu", "sifaju", "admin"])  # fmt: skip
def test_every_command_offered_opens_and_any_other_is_refused_with_words(who, county, sign_in):
    user = getattr(county, who)
    client = sign_in(user)
    wrong = {}
    for one in (*STARTS, *CORNERS):
        expected = (
            200 if one.allows(user) or one.key == "ticket" and user.may("queue.serve") else 403
        )
        if (status := client.get(one.href).status_code) != expected:
            wrong[one.label] = status
    assert wrong == {}


def test_conditions_lead_to_the_list_of_cases(county, answer):
    found = answer(county.chuangkou, "承办:我 期限<7天")
    assert said(found) == {"案件": ["在案件列表中查看"]}
    assert found.kinds[0].hits[0].href == (
        "/cases/?q=%E6%89%BF%E5%8A%9E%3A%E6%88%91+%E6%9C%9F%E9%99%90%3C7%E5%A4%A9"
    )
    assert said(answer(county.admin, "承办:我")) == {}


@pytest.mark.parametrize(
    ("text", "private"),
    [(ID, True), ("440524 19880101 0011", True), ("11010519491231002X", True), (PHONE, True), ("0011", False), ("20260123", False), (NAME, False)],
)  # fmt: skip
def test_whole_number_is_private(text, private):
    asked = Asked.of(text)
    assert (asked.private, asked.unlogged) == (private, private)


def test_number_beside_a_name_goes_into_no_address_either(county, sign_in):
    page = sign_in(county.chuangkou).post("/find/", {"q": f"{NAME} {PHONE}"})
    assert (page.status_code, page.context["q"]) == (200, f"{NAME} {PHONE}")


def test_whole_number_posted_is_answered_there_and_never_becomes_an_address(county, sign_in):
    new_case(county)
    client = sign_in(county.chuangkou)
    page = client.post("/find/", {"q": ID})
    assert (page.status_code, page.context["answer"].people[0].name) == (200, NAME)
    links = page.content.decode().split('href="')[1:]
    assert [link for link in links if ID in link.split('"')[0]] == []
    assert client.post("/find/", {"q": NAME}).url == "/find/?q=%E6%9D%8E%E5%9B%BD%E5%BC%BA"


def test_palette_gets_the_rows_alone(county, sign_in):
    new_case(county)
    answer = sign_in(county.chuangkou).post("/find/", {"q": NAME}, **HTMX)
    assert answer.templates[0].name == "finding/_found.html"
    assert "<html" not in answer.content.decode()


def test_nothing_found_says_so_and_keeps_what_was_typed(county, sign_in):
    page = sign_in(county.chuangkou).get("/find/", {"q": "<b>没人"}).content.decode()
    assert "没有找到“&lt;b&gt;没人”。" in page
    assert 'value="&lt;b&gt;没人"' in page


@pytest.mark.parametrize("text", ["", NAME, "lgq", "0011", ID, "清援案〔2026〕", "劳动"])
def test_answer_needs_the_same_queries_for_one_row_and_three(text, county, labour, sign_in):  # noqa: F811
    def rows():
        new_case(county)
        consult(county, id_number=ID)
        slip_to_center(labour)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.post(reverse("finding:find"), {"q": text}, **HTMX)
        return len(found)

    client = sign_in(county.chuangkou)
    rows()
    queries()
    one = queries()
    rows()
    rows()
    assert queries() == one


def test_more_than_a_few_lead_to_their_list(county, sign_in):
    for _ in range(6):
        new_case(
            county, who=person(name="王大力", id_number=OTHER["id_number"], phone="13700137000")
        )
    client = sign_in(county.chuangkou)
    found = client.post("/find/", {"q": "宏达建筑"}, **HTMX).context["answer"].kinds[0]
    assert (len(found.hits), found.rest_words) == (4, "全部案件　6 件")
    assert client.get(found.rest).context["page"].paginator.count == 6


def test_slip_is_found_by_the_whole_name_in_any_spelling(county, labour, answer):  # noqa: F811
    numbers = {"id_number": "11010519491231002X", "phone": "0831-2345678"}
    slip = slip_to_center(labour, name="孙貴英（小名英子）", **numbers)
    for text in (
        "孙贵英",
        "孫貴英",
        "孙 贵 英",
        "孙贵英（女）",
        "孙\u200b贵英",
        "110105491231002",
        "0831-2345678",
        "2345678",
        "(0831)2345678转801",
        slip.number,
    ):
        assert said(answer(county.chuangkou, text)).get("转介单") == ["孙********"], text
    for text in ("孙桂英", "贵英", "sgy", "0831-2345679", "110105491231003"):
        assert said(answer(county.chuangkou, text)).get("转介单") is None, text
    assert said(answer(county.zhan1, "孙贵英")).get("转介单") is None


def test_whoever_asked_is_found_by_every_spelling_and_reading(county, answer):
    row = consult(county, name="任长霞", id_number="110105491231002", phone="0831-2345678-801")
    consult(county, name="王小芳")
    for text in (
        "任长霞",
        "任長霞",
        "任 长 霞",
        "长霞",
        "rcx",
        "rzx",
        "renzhangxia",
        "11010519491231002X",
        "0831-2345678",
        "2345678",
        row.number,
    ):
        found = answer(county.chuangkou, text)
        assert [who.name for who in found.people] == ["任长霞"], text
    assert answer(county.chuangkou, "cx").people == []


def test_staff_and_handlers_are_found_by_every_spelling_and_reading(county, sign_in, answer):
    for user, name in ((county.zhan1, "翟 曉芳"), (county.lvshi, "缪樂行")):
        user.name = name
        user.save()
    spelled = {
        "工作人员": ("翟曉芳", "翟晓芳", "晓芳", "翟", "zxf", "dxf", "zhaixiaofang", "dixiao"),
        "承办人": (
            "缪乐行",
            "缪樂行",
            "繆 樂 行",
            "乐行",
            "mlx",
            "myh",
            "miaoyuexing",
            "moulehang",
            "m",
        ),
    }
    for kind, texts in spelled.items():
        name = {"工作人员": "翟 曉芳", "承办人": "缪樂行"}[kind]
        assert {
            text for text in texts if name not in said(answer(county.zhuren, text)).get(kind, ())
        } == set()
    client = sign_in(county.zhuren)
    for address, text in (("stations:staff_list", "zxf"), ("stations:handler_list", "缪乐行")):
        assert client.get(reverse(address), {"q": text}).context["page"].paginator.count == 1


def test_joined_records_are_one_person_and_parted_two(county, answer):
    numbers = {"id_number": "", "id_kind": "none", "phone": "0831-2345678"}
    known, other = new_case(county), new_case(county, who=person(name="李国祥", **numbers))
    row = consult(county, name="李国强", id_number="", phone="2345678")
    why = {"by": county.chuangkou, "reason": "本人说明是同一人"}
    made = join(known.applicant, other.applicant, **why)
    for text in ("李国强", ID, "2345678"):
        (who,) = answer(county.chuangkou, text).people
        assert {one["pk"] for one in who.cases} == {known.pk, other.pk}, text
        assert who.consultations == [row], text

    part(made, **why)
    apart = {
        text: answer(county.chuangkou, text).people for text in ("李国强", "李国祥", "2345678")
    }
    assert {text: [len(who.cases) for who in found] for text, found in apart.items()} == {
        "李国强": [1, 0],
        "李国祥": [1],
        "2345678": [1, 0],
    }
