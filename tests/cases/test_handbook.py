"""The desk's handbook: which page stands beside which matter, the search, and its versions."""

import pytest
from django.urls import reverse

from cases.domain.handbook import save_page
from cases.imports.reference import load_handbook
from cases.law import grounds, topics
from cases.models import Cause, HandbookPage, HandbookVersion
from cases.queries.handbook import pages_for, pages_on, search_handbook
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import StaleState

GIVEN = 17


def codes(pages):
    return [page.code for page in pages]


def cause(name, kind="civil"):
    return Cause.objects.filter(kind=kind, name=name).first()


@pytest.mark.parametrize(
    ("name", "kind", "crowds", "role", "found"),
    [
        ("追索劳动报酬纠纷", "civil", ["migrant_worker"], "申请人", ["wages", "labour"]),
        ("工伤保险待遇纠纷", "civil", [], "申请人", ["work_injury", "benefit", "labour"]),
        ("抚养费纠纷", "civil", ["minor"], "原告", ["children", "divorce"]),
        ("赡养费纠纷", "civil", ["elderly"], "原告", ["parents", "divorce"]),
        ("离婚纠纷", "civil", ["woman", "abuse_victim"], "原告", ["violence", "divorce"]),
        ("机动车交通事故责任纠纷", "civil", [], "原告", ["traffic"]),
        ("土地承包经营权纠纷", "civil", ["farmer"], "原告", ["land"]),
        ("故意伤害罪", "criminal", [], "被告人", ["defence"]),
        ("故意伤害罪", "criminal", ["minor"], "被害人", ["minor_victim", "victim"]),
        ("故意伤害罪", "criminal", ["woman"], "被害人", ["victim"]),
    ],
)
def test_pages_beside_the_form_follow_the_cause_the_nearest_first(
    db, name, kind, crowds, role, found
):
    assert codes(pages_for(cause(name, kind), crowds, role)) == found


def test_pages_beside_the_consultation_follow_its_topics(db):
    assert codes(pages_on(["wages", "alimony_parents"])) == ["wages", "parents"]
    assert codes(pages_on([])) == []


def test_whoever_is_spared_the_check_files_the_statement_of_means_all_the_same(db):
    """Procedure Rules art. 11 spares only those of art. 32 of the Law."""
    spared = [page for page in HandbookPage.objects.all() if "第四十二条" in page.eligible]
    assert len(spared) == 7
    assert [page.code for page in spared if "经济困难状况说明表" not in page.collect] == []
    assert not HandbookPage.objects.filter(collect__contains="代替经济困难").exists()


def test_given_pages_are_whole_and_name_only_known_things(db):
    pages = list(HandbookPage.objects.all())
    assert len(pages) == GIVEN
    assert [
        page.code
        for page in pages
        if not all(lines for _, lines in page.parts) or not page.articles
    ] == []
    assert {crowd for page in pages for crowd in page.crowds} - {
        row.code for row in grounds.CROWDS
    } == set()
    assert {role for page in pages for role in page.roles} - {"", *grounds.APPLICANT_ROLES} == set()
    assert {topic for page in pages for topic in page.topics} - dict(topics.CHOICES).keys() == set()
    statutes = ("法律援助法", "诉讼费用交纳办法", "办理法律援助案件程序规定")
    assert [page.code for page in pages if not page.articles.startswith(statutes)] == []


def test_search_finds_pages_by_every_word(db):
    assert codes(search_handbook("欠条")) == ["wages"]
    assert codes(search_handbook("免交 赡养")) == ["parents"]
    assert codes(search_handbook("密卷")) == ["violence", "minor_victim"]
    assert codes(search_handbook("没有这样的话")) == []
    assert len(search_handbook("")) == GIVEN


def test_change_is_a_version_with_author_and_reason_and_an_event(county, sign_in):
    page = HandbookPage.objects.get(code="wages")
    client = sign_in(county.zhuren)
    data = {"title": page.title, "articles": page.articles, "eligible": page.eligible, "ask": page.ask, "collect": page.collect,
            "say": "本县可以走绿色通道，当日指派。", "kind": "", "words": "劳动报酬\n工资", "topics": ["wages"], "active": "on",
            "reason": "补本县做法", "seen": "1"}  # fmt: skip
    answer = client.post(reverse("cases:handbook_edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert (answer.status_code, page.version, page.words) == (302, 2, ["劳动报酬", "工资"])
    assert codes(search_handbook("当日指派")) == ["wages"]
    new, old = page.versions.all()
    assert ((new.number, new.by, new.reason), (old.number, old.by)) == (
        (2, county.zhuren, "补本县做法"),
        (1, None),
    )
    event = Event.objects.get(verb="handbook.saved")
    assert event.data == {"title": "拖欠劳动报酬", "number": 2, "fields": "说什么、案由含有"}
    text = client.get(
        reverse("cases:handbook_page", args=[page.pk]) + "?version=1"
    ).content.decode()
    assert ("这是第 1 版" in text, "欠条、聊天记录、考勤不要删" in text) == (True, True)
    assert client.post(reverse("cases:handbook_edit", args=[page.pk]), data).status_code == 409
    assert HandbookVersion.objects.filter(page=page).count() == 2


def test_page_changed_meanwhile_is_not_overwritten(county):
    page = HandbookPage.objects.get(code="wages")
    save_page(page, by=county.zhuren, seen=1)
    with pytest.raises(StaleState):
        save_page(page, by=county.admin, seen=1)


def test_new_page_shows_beside_its_cause_and_one_out_of_use_does_not(county, sign_in):
    client = sign_in(county.admin)
    data = {"title": "相邻关系", "eligible": "一般不属于范围。", "ask": "哪堵墙。", "collect": "照片。", "say": "先请村里调解。",
            "words": "相邻", "active": "on", "reason": "来问的多"}  # fmt: skip
    assert client.post(reverse("cases:handbook_new"), data).status_code == 302
    page = HandbookPage.objects.get(title="相邻关系")
    assert (page.version, codes(pages_for(cause("相邻采光、日照纠纷"), [], ""))) == (1, [page.code])
    client.post(reverse("cases:handbook_edit", args=[page.pk]), data | {"active": "", "seen": "1"})
    assert codes(pages_for(cause("相邻采光、日照纠纷"), [], "")) == []


def test_window_reads_and_does_not_write(county, sign_in):
    page = HandbookPage.objects.get(code="wages")
    client = sign_in(county.chuangkou)
    assert client.get(page.get_absolute_url()).status_code == 200
    assert (
        client.post(reverse("cases:handbook_edit", args=[page.pk]), {"title": "x"}).status_code
        == 403
    )


def test_page_stands_beside_the_intake_form_and_the_consultation_form(county, sign_in):
    client = sign_in(county.chuangkou)
    asked = {"cause": cause("追索劳动报酬纠纷").pk, "applicant_role": "申请人"}
    side = client.post(
        reverse("cases:intake_side"), asked, headers={"HX-Request": "true"}
    ).content.decode()
    assert "接待手册：拖欠劳动报酬" in side
    side = client.post(reverse("cases:consultation_side"), {"topics": ["traffic"]}).content.decode()
    assert "接待手册：交通事故" in side


def test_loading_again_changes_nothing_the_office_has(county):
    page = HandbookPage.objects.get(code="land")
    page.say = "本县自己的话。"
    save_page(page, by=county.zhuren)
    assert load_handbook() == 0
    page.refresh_from_db()
    assert page.say == "本县自己的话。"
