"""The centre words passages of its papers within what is fixed; what is issued keeps its words."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.domain.papers import renew
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import issue, opening, render, samples
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Paper, PaperWording
from legalaid.platform.documents.passages import all_passages, passages_of
from legalaid.platform.documents.wording import restore, reword
from tests.cases.test_preview import GRANT
from tests.factories import START, new_case, walk
from tests.papers import printed_in, words_of

KIND, KEY = "supplement_notice", "supplement_notice.asks"
PAGE = f"/documents/words/{KIND}/{KEY}/"
HOUSE = "经查，申请材料不齐全或者需要说明，请于{期限}前（含当日）补充下列材料或者作出说明："
OURS = "还差几样材料，请在{期限}以前（含当日）送来或者说明："
GOOD = {"text": OURS, "reason": "说得平常些"}
FACTS = {
    "received_on": "2026年3月3日", "cause": "追索劳动报酬", "due": "2026年3月10日", "items": ["身份证明"], "to": "张某",
    "applicant": "张某", "date": "2026年3月4日", "seal": "清和县法律援助中心", "contact": {"phone": "0546-1234567", "address": "清和县"},
}  # fmt: skip


@pytest.fixture
def client(county, sign_in):
    return sign_in(county.zhuren)


def passage(key=KEY):
    return all_passages()[key].passage


def issued(county, kind=KIND, **more):
    facts = FACTS | more
    return issue.issue(
        kind, workflow="case", subject_id=1, context=facts, by=county.chuangkou, at=START
    )


def worded(county, key=KEY, text=OURS):
    return reword(passage(key), text, by=county.zhuren, reason="说得平常些")


def send(client, typed, page=PAGE):
    """As the page sends it, with the version it showed."""
    return client.post(page, {"seen": str(PaperWording.objects.count()), **typed})


def refused(page):
    assert page.status_code == 422
    return {field: list(errors) for field, errors in page.context["form"].errors.items()}


def test_issued_paper_keeps_its_words_and_a_later_one_has_the_new(county):
    before = issued(county)
    worded(county)
    after = issued(county)
    worded(county, text=OURS.replace("几样", "一些"))
    last = issued(county)

    assert "请于2026年3月10日前（含当日）补充下列材料或者作出说明：" in words_of(before)
    assert "还差几样材料，请在2026年3月10日以前（含当日）送来或者说明：" in words_of(after)
    assert "还差一些材料，请在2026年3月10日以前" in words_of(last)
    assert [one.wordings for one in (before, after, last)] == [{}, {KEY: 1}, {KEY: 2}]
    assert "WORDING" not in before.facts


def test_file_made_after_the_words_changed_says_what_was_issued(county):
    worded(county)
    paper = issued(county)
    restore(passage(), by=county.zhuren, reason="照旧")
    said = words_of(Paper.objects.get(pk=paper.pk), opening.masked)
    assert "还差几样材料" in said
    assert issued(county).wordings == {}


def test_office_hours_with_a_telephone_are_not_masked(county):
    worded(county, "_contact.hours", "工作日上午九点到下午五点，电话{电话}或者13912345678。")
    paper = issued(county)
    assert "电话0546-1234567或者13912345678。" in words_of(paper, opening.masked)
    assert printed_in(words_of(paper, opening.masked)) == set()


def test_case_says_which_words_its_papers_have(client, county):
    worded(county, "material_receipt.how", "可以邮寄。")
    case = new_case(county, by=county.zhan1, station=county.zhan1.staff.station)
    page = client.get(f"{case.get_absolute_url()}?tab=papers").content.decode()
    label = "补交材料的办法：送到哪里、能否邮寄或者网上提交、材料怎样开具"
    assert page.count("本中心的用语：") == 1
    assert f"本中心的用语：{label}，第1版" in page


def test_passage_is_worded_anew_and_the_history_says_who_and_why(client, county):
    assert send(client, GOOD).status_code == 302
    row = PaperWording.objects.get()
    assert (row.passage, row.version, row.text, row.by, row.house) == (
        KEY,
        1,
        OURS,
        county.zhuren,
        False,
    )
    page = client.get(PAGE).content.decode()
    assert re.search("<del>.*</del>.*<ins>", page)
    assert "说得平常些" in page
    assert sentence(Event.objects.get(verb="paper.worded")) == (
        "修改文书用语“补充材料/说明通知书：请补充材料”，第1版：说得平常些"
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": "请补充下列材料："}, "text", "这句话必须有：{期限}。"),
        ({"text": ""}, "text", "这句话必须有：{期限}。"),
        ({"text": "{姓名}请在{期限}以前"}, "text", "没有“{姓名}”这一处。这句话里可以写：{期限}。"),
        ({"text": "{期限}{{ person }}"}, "text", "没有“{ person }”这一处。这句话里可以写：{期限}。"),
        ({"text": "{% load x %}{期限}"}, "text", "没有“{% load x %}”这一处。这句话里可以写：{期限}。"),
        ({"text": "{期限"}, "text", "花括号没有成对，请核对。"),
        ({"text": "<b>{期限}</b>"}, "text", "不能有尖括号或者看不见的字符。"),
        ({"text": "{期限}\n另起一行"}, "text", "这一处在一段话里面，不能另起一行。"),
        ({"text": "{期限}" + "长" * 200}, "text", "最多200个字，现有204个。"),
        ({"text": "{期限}\U0003134a"}, "text", "这些字印不出来：\U0003134a。"),
        ({"reason": ""}, "reason", "请填写这一项。"),
        ({"reason": "改"}, "reason", "请写明修改的理由。"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_beside_the_box_and_stays_typed(client, typed, field, words):
    page = send(client, GOOD | typed)
    assert refused(page) == {field: [words]}
    assert page.context["form"]["text"].value() == (GOOD | typed)["text"]
    assert PaperWording.objects.count() == 0


def test_line_of_the_house_is_not_left_empty_and_an_addition_may_be(client, county):
    line = "/documents/words/official_letter/official_letter.closing/"
    assert refused(send(client, {"text": " ", "reason": "不要"}, line)) == {
        "text": ["这一处不能空着。"]
    }
    worded(county, "_contact.hours", "工作日办公。")
    hours = "/documents/words/official_letter/_contact.hours/"
    assert client.get(hours).status_code == 404
    hours = f"/documents/words/{KIND}/_contact.hours/"
    assert send(client, {"text": "", "reason": "不要"}, hours).status_code == 302
    assert words_of(issued(county)).endswith(
        "联系地址：清和县，联系电话：0546-1234567。\n清和县法律援助中心\n2026年3月4日\n（公章）"
    )


def test_paragraph_of_several_lines_is_printed_as_paragraphs_and_escaped(county):
    worded(county, "supplement_notice.how", "第一：{称呼}可以邮寄。\n\n第二：A&B。")
    html = issue.render.paper_html(KIND, issued(county).facts)
    assert '<p class="text">第一：你可以邮寄。</p><p class="text">第二：A&amp;B。</p>' in html


def test_value_of_a_place_is_escaped(county):
    worded(county)
    html = issue.render.paper_html(KIND, issued(county, due="<b>3月</b>").facts)
    assert "请在&lt;b&gt;3月&lt;/b&gt;以前" in html


def test_preview_marks_the_passage_and_keeps_nothing(client):
    page = client.post(PAGE, {"text": OURS, "preview": "1"}).content.decode()
    assert re.search(r"<mark>还差几样材料，请在[^<{]+以前（含当日）送来或者说明：</mark>", page)
    wrong = client.post(PAGE, {"text": "请补充", "preview": "1"})
    assert refused(wrong)["text"] == ["这句话必须有：{期限}。"]
    printed = client.post(PAGE, {"text": OURS, "printed": "1"})
    assert (printed["Content-Type"], printed.content[:4]) == ("application/pdf", b"%PDF")
    assert client.get(f"/documents/words/{KIND}/sample/").content[:4] == b"%PDF"
    assert PaperWording.objects.count() == 0


def test_preview_of_one_passage_has_the_words_of_the_others(client, county):
    worded(county, "supplement_notice.how", "可以邮寄，也可以送来。")
    page = client.post(PAGE, {"text": OURS, "preview": "1"}).content.decode()
    assert ("还差几样材料" in page, "可以邮寄，也可以送来。" in page) == (True, True)


def test_edition_of_a_paper_is_that_of_everything_its_template_names():
    named = ("supplement_notice.html", "letter.html", "base.html", "_contact.html", "paper.css")
    folder = samples.FOLDER.parent
    whole = hashlib.sha256(b"".join((folder / name).read_bytes() for name in named))
    assert render.template_version(KIND) == whole.hexdigest()[:12]


def test_two_people_at_once_are_told(client):
    assert send(client, GOOD).status_code == 302
    page = client.post(PAGE, GOOD | {"text": OURS + "谢谢。", "seen": "0"})
    assert page.status_code == 409
    assert PaperWording.objects.count() == 1


def test_house_words_come_back_as_a_version_with_its_reason(client, county):
    send(client, GOOD)
    page = client.post(PAGE, {"text": "", "reason": "照旧", "house": "1", "seen": "1"})
    assert page.status_code == 302
    rows = PaperWording.objects.order_by("version").values_list("version", "text", "house")
    assert list(rows) == [(1, OURS, False), (2, HOUSE, True)]
    assert client.get(PAGE).context["form"]["text"].value() == HOUSE
    assert sentence(Event.objects.get(verb="paper.unworded")) == (
        "文书用语“补充材料/说明通知书：请补充材料”恢复系统内置的文字，第2版：照旧"
    )
    with pytest.raises(DomainError, match="现在就是系统内置的文字。"):
        restore(passage(), by=county.zhuren, reason="照旧")


def test_same_words_again_are_no_version(client):
    send(client, GOOD)
    assert refused(send(client, GOOD)) == {"__all__": ["没有改动。"]}


def test_words_of_the_house_typed_are_its_words_again(client, county):
    assert refused(send(client, {"text": HOUSE, "reason": "照抄"})) == {
        "__all__": ["现在就是系统内置的文字。"]
    }
    send(client, GOOD)
    assert send(client, {"text": HOUSE, "reason": "照旧"}).status_code == 302
    assert PaperWording.objects.get(version=2).house
    assert issued(county).wordings == {}


def test_what_cannot_be_seen_is_taken_out_and_a_long_word_stays_on_the_sheet(client, county):
    how = f"/documents/words/{KIND}/supplement_notice.how/"
    typed = "可以\u202e邮寄\u200b：" + "w" * 300
    assert send(client, {"text": typed, "reason": "写明"}, how).status_code == 302
    assert PaperWording.objects.get().text == "可以邮寄：" + "w" * 300
    assert words_of(issued(county)).count("w") == 300


def test_paper_signed_is_not_issued_anew_because_the_words_changed(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    worded(county, "agreement.more", "双方另有约定的从其约定。")
    renew(case, by=county.lvshi, at=timezone.now(), reason="改", kinds=("agreement",))
    assert Paper.objects.filter(kind="agreement").count() == 1


def test_step_shows_its_paper_beforehand_in_the_words_of_the_centre(client, county):
    worded(county, "_recipient_notes.notes", "请{称呼}带身份证件来。")
    case = walk(county, "recommend")
    page = client.post(f"/cases/{case.pk}/grant/?preview", GRANT).content.decode()
    assert "请你带身份证件来。" in page


def test_list_shows_what_is_worded_otherwise_and_finds_words(client, county):
    def found(query=""):
        groups = client.get(f"/wordings/{query}").context["groups"]
        return [row.label for title, rows in groups if title.startswith("文书") for row in rows]

    assert found("?changed=1") == []
    worded(county)
    assert found("?changed=1") == ["补充材料/说明通知书"]
    assert found("?q=还差几样") == ["补充材料/说明通知书"]
    assert found("?q=移送函") == ["法律援助移送函", "骗取法律援助移送函"]
    assert found()[:3] == ["转介单", "转介回执", "值班安排表"]


def test_pages_ask_as_often_whatever_was_worded(client, county):
    def asked(path):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    pages = ("/wordings/", f"/documents/words/{KIND}/", PAGE)
    worded(county)
    few = [asked(page) for page in pages]
    for key in ("supplement_notice.how", "_contact.hours", "_liaison.liaison"):
        labels = "".join(f"{{{one.label}}}" for one in passage(key).places)
        worded(county, key, f"另一种写法{labels}")
    worded(county, text=OURS + "谢谢。")
    assert [asked(page) for page in pages] == few


def test_unknown_kind_and_passage_are_404(client):
    for path in ("nothing/", "nothing/sample/", "review_form/", f"{KIND}/agreement.more/"):
        assert client.get(f"/documents/words/{path}").status_code == 404


def test_every_passage_stands_in_a_sample_without_personal_data():
    kinds = [key for key in PAPER_KINDS if passages_of(key)]
    assert {key: samples.unprinted(key) for key in kinds if samples.unprinted(key)} == {}
    texts = "".join(path.read_text() for path in samples.FOLDER.glob("*.json"))
    assert printed_in(texts) == set()
    assert {path.stem for path in samples.FOLDER.glob("*.json")} == set(kinds)


def test_house_words_obey_their_own_rules():
    for one in all_passages().values():
        if one.passage.text:
            assert one.passage.check(one.passage.text) == one.passage.text


def test_wording_whose_place_is_no_more_gives_way_to_the_house_and_the_page_says_so(client, county):
    worded(county)
    PaperWording.objects.update(text="请在{补交日}以前送来。")  # as an earlier edition called it
    paper = issued(county)
    assert HOUSE.replace("{期限}", "2026年3月10日") in words_of(paper, opening.masked)
    assert paper.wordings == {}
    assert "现在用的是系统内置的文字" in client.get(PAGE).content.decode()

    assert client.post(PAGE, GOOD | {"seen": "1"}).status_code == 302
    assert "现在用的是系统内置的文字" not in client.get(PAGE).content.decode()
