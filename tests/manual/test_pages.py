"""Reading the manual: one's own and that of colleagues, searched, printed; the help of each page; nobody from outside reads on."""

from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legalaid.faces.manual.contents import of_role
from legalaid.faces.manual.printing import _picture as fetched
from legalaid.faces.manual.printing import role_pdf
from legalaid.faces.manual.search import search
from tests.quality.supervisors import outsider


def titles(answer):
    return [row.title for _, rows in answer.context["parts"] for row in rows]


def found(user, sign_in, text):
    answer = sign_in(user).get("/manual/", {"q": text})
    return [one.row.title for one in answer.context["found"]]


def test_everybody_reads_the_chapters_of_their_role(county, sign_in):
    assert titles(sign_in(county.lvsuo).get("/manual/")) == [
        "今日：一天从这里开始", "登录、密码和动态口令", "消息、提醒和通知公告", "查找、核验文书和这本手册", "生成的文件",
        "机构管理人：安排本机构的人", "机构管理人：本机构的人",
    ]  # fmt: skip
    assert "登记一件申请" in titles(sign_in(county.chuangkou).get("/manual/"))
    assert "登记一件申请" not in titles(sign_in(county.lvshi).get("/manual/"))


def test_colleagues_read_the_chapters_of_others(county, sign_in):
    client = sign_in(county.chuangkou)
    assert "支付和银行回单" in titles(client.get("/manual/?role=finance"))
    assert client.get("/manual/paying/").status_code == 200
    assert "各岗位的手册" in client.get("/manual/").content.decode()


@pytest.mark.parametrize("who", ["lvshi", "lvsuo", "jiandu"])
def test_whoever_comes_from_outside_the_centre_reads_their_own_alone(who, county, sign_in):
    client = sign_in(getattr(county, who))
    answers = [client.get(path).status_code for path in ("/manual/?role=finance", "/manual/paying/", "/manual/print/finance/")]  # fmt: skip
    assert answers == [404, 404, 404]
    assert "支付和银行回单" not in found(getattr(county, who), sign_in, "银行回单")
    assert "各岗位的手册" not in client.get("/manual/").content.decode()


def test_supervisor_without_a_post_reads_what_is_open_to_them(county, sign_in):
    client = sign_in(outsider(county).user)
    assert titles(client.get("/manual/")) == [
        "今日：一天从这里开始", "登录、密码和动态口令", "消息、提醒和通知公告", "查找、核验文书和这本手册", "庭审旁听", "我的监督任务", "监督意见和答复",
    ]  # fmt: skip
    assert client.get("/manual/cases/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("登错了", "登错了怎么办"),
        ("过号", "叫号、接待来访"),
        ("怎么补材料", "受理、补正、容缺"),
        ("家暴", "安全联系、看号码、电话告知"),
        ("换律师 申请", "受援人要求更换承办人"),
        ("一次性告知", "一次性告知"),
        ("jiaohao", "叫号、接待来访"),
        ("回方", "回访受援人"),
    ],
)
def test_what_people_call_it_finds_the_chapter(typed, first, county, sign_in):
    assert first in found(county.shencha, sign_in, typed)[:3]


def test_what_is_nowhere_finds_nothing(county, sign_in):
    assert found(county.chuangkou, sign_in, "比特币钱包") == []
    assert found(county.chuangkou, sign_in, "   ") == []
    assert "没有找到" in sign_in(county.chuangkou).get("/manual/?q=比特币钱包").content.decode()


def test_what_was_searched_for_is_marked_and_nothing_typed_is_markup(county, sign_in):
    client = sign_in(county.chuangkou)
    assert "<mark>补正</mark>" in client.get("/manual/?q=补正").content.decode()
    assert "<mark>补正</mark>" in client.get("/manual/accept/?q=补正").content.decode()
    page = client.get("/manual/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    page = client.get("/manual/apply/?q=b").content.decode()
    assert ("<b>「必需的都已收到」</b>" in page, "<<mark>" in page) == (True, False)


def test_name_of_a_chapter_goes_before_what_others_say_of_it():
    rows = [row for _, rows in of_role("reviewer") for row in rows]
    assert [one.row.title for one in search("诚信承诺核查", rows)][0] == "诚信承诺核查"


def test_violence_at_home_is_found_by_the_word_people_use(county, sign_in):
    assert sorted(found(county.chuangkou, sign_in, "家暴")) == [
        "不受经济困难条件限制",
        "安全联系、看号码、电话告知",
        "文书送达",
        "登记一件申请",
        "登记咨询和答复",
    ]


def test_chapter_leads_to_pages_chapters_and_articles(county, sign_in):
    page = sign_in(county.chuangkou).get("/manual/apply/").content.decode()
    assert '<a href="/cases/new/">登记申请</a>' in page
    assert '<a href="/manual/amend/">登错了怎么办</a>' in page
    assert '<a href="/cases/articles/#a41" target="_blank">第四十一条</a>' in page
    assert "<b>「必需的都已收到」</b>" in page


@pytest.mark.parametrize(
    ("who", "path", "chapter"),
    [
        ("chuangkou", "/", "/manual/today/"),
        ("chuangkou", "/cases/new/", "/manual/apply/"),
        ("zhuren", "/cases/decisions/", "/manual/decide/"),
        ("caiwu", "/subsidies/funds/", "/manual/funds/"),
        ("lvsuo", "/cases/firm/", "/manual/firm_work/"),
    ],
)
def test_help_of_a_page_opens_its_chapter_in_a_window_of_its_own(who, path, chapter, county, sign_in):  # fmt: skip
    page = sign_in(getattr(county, who)).get(path).content.decode()
    assert (
        page.count(f'href="{chapter}" target="_blank"') == 2
    )  # in the bar, and in the menu of a phone


def test_public_pages_have_no_help_from_here(client, db):
    for path in ("/public/", "/accounts/login/"):
        assert "/manual/" not in client.get(path).content.decode()


def test_help_asks_the_database_nothing(county, sign_in):
    client = sign_in(county.chuangkou)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/documents/verify/")
    assert [query["sql"] for query in asked if "manual" in query["sql"]] == []


def test_manual_is_light(county, sign_in):
    client = sign_in(county.zhuren)
    client.get("/manual/")
    for path in ("/documents/verify/", "/manual/", "/manual/?q=补正", "/manual/accept/", "/manual/terms/"):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert (path, len(asked) <= 8) == (path, True)


def test_terms_lead_to_their_articles(county, sign_in):
    page = sign_in(county.lvsuo).get("/manual/terms/").content.decode()
    assert "一次性告知" in page
    assert page.count("<dt ") == 87
    assert '/cases/articles/#a34"' in page


def test_print_has_every_chapter_with_its_page(county):
    data = role_pdf("firm")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(data))]
    flat = ["".join(page.split()) for page in pages]
    assert "机构管理人" in flat[0]
    for _, rows in of_role("firm"):
        for row in rows:
            title = "".join(row.title.split())
            at = next(number for number, page in enumerate(flat) if number > 1 and title in page)
            line = next(line for line in pages[1].splitlines() if row.title in line)
            assert line.rstrip().endswith(str(at + 1))
    assert any("一次性告知" in page for page in flat)


def test_print_for_somebody_from_outside_is_not_the_one_of_a_colleague(county):
    prints = [role_pdf("supervisor", outside) for outside in (False, True)]
    pages = [len(pypdfium2.PdfDocument(BytesIO(data))) for data in prints]
    assert pages[1] < pages[0]


@pytest.mark.parametrize("url", ["picture:../css/manual", "file:///etc/hostname", "https://a.b/c"])
def test_print_fetches_pictures_of_the_manual_alone(url):
    with pytest.raises(ValueError, match="the manual loads nothing from outside"):
        fetched(url)


def test_print_is_kept_until_something_of_it_changes(county, sign_in, monkeypatch):
    client = sign_in(county.chuangkou)
    first = client.get("/manual/print/firm/")
    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    monkeypatch.setattr("legalaid.platform.documents.render.pdf", None)  # printing again would fail
    assert client.get("/manual/print/firm/").content == first.content
