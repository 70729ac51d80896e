"""Who sees what of a complaint: written out as a table; neither log nor search nor desk tells more."""

from datetime import date

import pytest

from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import outline
from tests.conftest import BACKEND
from tests.quality.complaints import ASKED, NAME, PHONE, complaint
from tests.quality.test_complaint import accepted, act, on


@pytest.fixture
def row(county):
    return complaint(county.zhan1, at=on(3), accused=county.lvshi.name)


@pytest.fixture
def asked(row, county):
    """Of lvshi, who was asked for a statement; registered by zhan1, before the bureau."""
    accepted(row, county)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": date(2026, 3, 12)}
    act("ask_statement", row, county.sifaju, 5, **ask)
    return row


SEEN = """\
           | number | name | phone | content | accused | question | statement
zhan1      | yes    |      |       |         |         |          |
chuangkou  |        |      |       |         |         |          |
shencha    |        |      |       |         |         |          |
zhuren     |        |      |       |         |         |          |
lvshi      |        |      |       |         |         | yes      | yes
lvshi2     |        |      |       |         |         |          |
caiwu      |        |      |       |         |         |          |
sifaju     | yes    | yes  |       | yes     | yes     | yes      | yes
admin      |        |      |       |         |         |          |
"""
STATEMENT = "我没有收过这笔钱。"


def test_who_sees_what_of_a_complaint_under_investigation(asked, county, client):
    """The whole table: over every page where something of it might stand, in clear."""
    inquiry = asked.inquiries.get()
    act("give_statement", asked, county.lvshi, 6, inquiry=inquiry, answer=STATEMENT)
    signs = {
        "number": asked.number,
        "name": NAME,
        "phone": PHONE,
        "content": asked.content,
        "accused": f"<dd>{county.lvshi.name}",
        "question": ASKED,
        "statement": STATEMENT,
    }
    paths = (
        "/", "/quality/complaints/", f"/quality/complaints/{asked.pk}/", "/quality/inquiries/", f"/quality/inquiries/{inquiry.pk}/",
        "/messages/", "/statistics/rows/complaints/", "/audit/",
    )  # fmt: skip

    lines = ["           | number | name | phone | content | accused | question | statement"]
    for login in ("zhan1", "chuangkou", "shencha", "zhuren", "lvshi", "lvshi2", "caiwu", "sifaju", "admin"):  # fmt: skip
        client.force_login(getattr(county, login), backend=BACKEND)
        read = "".join(client.get(path).content.decode() for path in paths)
        marks = ["yes" if sign in read else "" for sign in signs.values()]
        widths = (6, 4, 5, 7, 7, 8, 9)
        cells = (mark.ljust(width) for mark, width in zip(marks, widths, strict=True))
        lines.append(f"{login:<10} | {' | '.join(cells)}".rstrip())
    assert "\n".join(lines) == "\n".join(line.rstrip() for line in SEEN.splitlines())


def test_search_finds_no_complaint_for_anybody_of_the_centre(row, county, sign_in):
    for login in ("zhuren", "shencha", "chuangkou", "lvshi", "caiwu"):
        client = sign_in(getattr(county, login))
        for asked in (NAME, PHONE, row.number):
            answer = client.post("/find/", {"q": asked}, follow=True)
            assert row.get_absolute_url() not in answer.content.decode()


def test_audit_log_names_neither_complainant_nor_whoever_is_complained_of(asked, county):
    told = " ".join(outline(event) for event in Event.objects.filter(workflow="complaint"))
    hidden = (NAME, PHONE, county.lvshi.name, "两千元")
    assert [word for word in hidden if word in told] == []
    personal = " ".join(str(event.personal_data) for event in Event.objects.filter(workflow="complaint"))  # fmt: skip
    assert [word for word in (NAME, PHONE) if word in personal] == []


def test_desks_show_what_waits(asked, county, sign_in):
    assert "调查处理投诉" in sign_in(county.sifaju).get("/").content.decode()
    assert "司法局请您说明情况" in sign_in(county.lvshi).get("/desk/others/").content.decode()
    assert "调查处理投诉" not in sign_in(county.zhuren).get("/").content.decode()


def test_page_offers_what_can_be_done(row, county, sign_in):
    client = sign_in(county.sifaju)

    def page(one):
        return client.get(one.get_absolute_url()).text

    assert ("并入另一件" in page(row), "更正调查记录" in page(row)) == (True, False)
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    act("merge_complaint", again, county.sifaju, 5, other=row)
    assert "并入另一件" not in page(row)
