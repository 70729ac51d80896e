"""Several cases at once: chosen, looked at once more, each done by itself with a line of its own."""

import uuid
from io import BytesIO

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from cases.models import Case
from cases.workflow import CASE
from legalaid.faces.statistics.models import Export
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import run
from legalaid.platform.notifications.models import Message
from stations.models import Station
from tests.factories import new_case, person, walk

ELSEWHERE = "不在您能看的范围内，或者已经没有这一件。"


@pytest.fixture
def two(county):
    """Number 1 with a handler, number 2 without."""
    walk(county, "assign", case=new_case(county))
    new_case(county, who=person(name="王芳", id_number=""))
    county.handled, county.bare = Case.objects.order_by("pk")
    return county


def chosen(*cases, act="message"):
    return f"/cases/bulk/{act}/?" + "&".join(f"pk={getattr(case, 'pk', case)}" for case in cases)


def sent(*cases, **facts):
    rows = [f"{case.pk}:{case.version}" for case in cases]
    return {"row": rows, "token": str(uuid.uuid4()), **facts}


def lines(answer):
    return [
        (str(item.row) if item.row else "", item.refused, item.sentence)
        for item in answer.context["items"]
    ]


def test_rows_are_looked_at_before_anything_is_done(two, sign_in):
    page = sign_in(two.chuangkou).get(chosen(two.handled, two.bare, 99999))
    assert lines(page) == [
        ("清援案〔2026〕0001号", False, "可以办"),
        ("清援案〔2026〕0002号", True, "此案还没有承办人，没有发送。"),
        ("", True, ELSEWHERE),
    ]
    assert "发送（1 件）" in page.content.decode()
    assert not Message.objects.filter(kind="message").exists()


def test_each_handler_is_told_once_and_every_row_says_what_became_of_it(two, sign_in):
    client = sign_in(two.chuangkou)
    facts = sent(two.handled, two.bare, text="请补交会见笔录。")
    page = client.post(chosen(two.handled, two.bare), facts)
    assert lines(page) == [
        ("清援案〔2026〕0001号", False, f"已发给{two.lvshi.name}。"),
        ("清援案〔2026〕0002号", True, "此案还没有承办人，没有发送。"),
    ]
    message = Message.objects.get(kind="message")
    assert message.user == two.lvshi
    assert message.text == f"清援案〔2026〕0001号：请补交会见笔录。（{two.chuangkou.name}）"
    event = Event.objects.get(verb="case.message")
    assert (event.subject_id, event.data) == (two.handled.pk, {"handler": two.lvshi.name})
    assert event.personal_data == {"text": "请补交会见笔录。"}

    again = client.post(chosen(two.handled), facts | {"row": facts["row"][:1]})
    assert lines(again) == [("清援案〔2026〕0001号", True, "这条消息刚才已经发过，没有再发。")]
    assert Message.objects.filter(kind="message").count() == 1


def test_message_without_words_is_asked_for_again_and_the_rows_stay(two, sign_in):
    page = sign_in(two.chuangkou).post(chosen(two.handled), sent(two.handled, text=""))
    assert page.status_code == 422
    assert page.context["form"].errors == {"text": ["请填写这一项。"]}
    assert [line[0] for line in lines(page)] == ["清援案〔2026〕0001号"]


def test_row_that_was_acted_on_meanwhile_is_left_alone(two, sign_in):
    facts = sent(two.handled, text="请补交会见笔录。")
    CASE.acts["accept_assignment"](two.handled, by=two.lvshi)
    page = sign_in(two.chuangkou).post(chosen(two.handled), facts)
    assert lines(page) == [
        (
            "清援案〔2026〕0001号",
            True,
            "刚才有人办过这一件，没有办；请重新打开列表再选。",
        )
    ]
    assert not Message.objects.filter(kind="message").exists()


def test_row_out_of_sight_is_not_named(two, sign_in):
    two.chuangkou.staff.station = Station.objects.get(name="石桥乡法律援助工作站")
    two.chuangkou.staff.save()
    client = sign_in(two.chuangkou)
    assert lines(client.get(chosen(two.handled))) == [("", True, ELSEWHERE)]
    page = client.post(chosen(two.handled), sent(two.handled, text="请补交。"))
    assert lines(page) == [("", True, ELSEWHERE)]
    assert "清援案" not in page.content.decode()


def test_papers_of_the_cases_come_as_one_file_each_on_record(two, sign_in):
    client = sign_in(two.chuangkou)
    path = chosen(two.handled, two.bare, act="papers")
    kinds = dict(client.get(path).context["form"].fields["kinds"].choices)
    assert kinds["decision_grant"] == "给予法律援助决定书"

    page = client.post(path, sent(two.handled, two.bare, kinds=["decision_grant"]))
    assert lines(page) == [
        ("清援案〔2026〕0001号", False, "列入1份：给予法律援助决定书。"),
        ("清援案〔2026〕0002号", True, "没有所选的文书。"),
    ]
    export = Export.objects.get()
    run(export.job_id)
    export.refresh_from_db()
    paper = Paper.objects.get(kind="decision_grant")
    with export.file.open("rb") as made, pikepdf.open(made) as file:
        assert len(file.pages) == paper.pages
    event = Event.objects.get(verb="paper.download")
    assert (event.actor_id, event.subject_id) == (two.chuangkou.pk, two.handled.pk)


def test_rows_chosen_are_exported_with_the_columns_of_the_list(two, sign_in):
    client = sign_in(two.chuangkou)
    client.get("/cases/?col=number&col=applicant")
    path = chosen(two.bare, act="export")
    book = client.post(path, sent(two.bare))
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows == [["案件编号", "申请人"], ["清援案〔2026〕0002号", "王芳"]]
    assert Event.objects.get(verb="list.export").data == {"count": 1, "query": "选中1件"}


def test_file_is_not_made_while_a_row_is_out_of_sight(two, sign_in):
    facts = sent(two.bare) | {"row": [f"{two.bare.pk}:0", "99999:0"]}
    page = sign_in(two.chuangkou).post(chosen(two.bare, act="export"), facts)
    assert page.status_code == 409
    assert lines(page) == [
        ("清援案〔2026〕0002号", False, "列入。"),
        ("", True, ELSEWHERE),
    ]
    assert not Event.objects.filter(verb="list.export").exists()


def test_all_that_the_line_finds_may_be_chosen(two, sign_in):
    page = sign_in(two.chuangkou).get("/cases/bulk/message/?all=1&q=状态:待承办人接受")
    assert [line[0] for line in lines(page)] == ["清援案〔2026〕0001号"]


def test_more_than_two_hundred_rows_are_cut_and_said(two, sign_in):
    page = sign_in(two.chuangkou).get(chosen(*range(1000, 1300)))
    assert len(lines(page)) == 200
    assert "一次最多 200 件，只列出了前 200 件。" in page.content.decode()


def test_nothing_chosen_says_so(two, sign_in):
    page = sign_in(two.chuangkou).get("/cases/bulk/message/")
    assert "没有选中任何一行。" in page.content.decode()


def test_acts_are_offered_to_who_may_do_them(two, sign_in):
    def offered(user):
        return [words for _, words in sign_in(user).get("/cases/").context["acts"]]

    assert offered(two.chuangkou) == ["发消息", "排回访", "打印文书", "导出"]
    assert offered(two.lvshi) == ["打印文书"]
    assert offered(two.caiwu) == ["导出"]
    assert offered(two.jiandu) == ["排回访"]
    assert offered(two.zhuren) == ["指派", "发消息", "打印文书", "导出"]


def test_cases_that_wait_are_assigned_together_each_by_the_act_of_one(county, sign_in):
    one, other = (walk(county, "grant", case=new_case(county)) for _ in range(2))
    taken = walk(county, "assign", case=new_case(county))
    client, address = sign_in(county.zhuren), "/cases/bulk/assign/"
    page = client.get(address, {"pk": [one.pk, other.pk, taken.pk]})
    assert [bool(item.refused) for item in page.context["items"]] == [False, False, True]
    fields = page.context["form"].fields
    chosen = fields[f"handler-{one.pk}"].initial
    sent = {
        "row": [f"{case.pk}:{case.version}" for case in (one, other)],
        f"handler-{one.pk}": chosen,
        f"handler-{other.pk}": "",
        "reason": "",
    }
    client.post(address, sent)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.handler_id, other.state) == ("offered", chosen, "granted")


def test_papers_offered_are_those_of_the_cases_one_sees(county, sign_in):
    """A key in the address of another's case tells nothing of it."""
    case = walk(county, "grant")
    other = Station.objects.create(name="邻县法律援助中心", kind="center", host="center")
    county.chuangkou.staff.station = other
    county.chuangkou.staff.save()
    page = sign_in(county.chuangkou).get(chosen(case, act="papers"))
    assert (lines(page), page.context["form"].fields["kinds"].choices) == (
        [("", True, ELSEWHERE)],
        [],
    )
