"""Files that were drawn are looked at: each of the seven is said, a fault is described, nobody checks the own work."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.quality.domain.draw import void
from cases.quality.domain.filecheck import check_file
from cases.quality.law.filecheck import fault
from cases.quality.models import DrawnCase, FileCheck
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from tests.quality.plans import APRIL, closed, drawn

FINE = dict.fromkeys(("met", "read", "evidence", "hearing", "told", "reported", "filed"), "yes")


def taken(county):
    closed(county)
    return drawn(county, tool="file", share=100).cases.get()


@pytest.mark.parametrize(
    ("found", "said", "wrong"),
    [
        (FINE, "", ""),
        (FINE | {"read": "none"}, "", ""),
        (FINE | {"told": "no"}, "", "履行告知义务不符合，请写明问题（不少于4个字）。"),
        (FINE | {"told": "no"}, "没有告知书。", ""),
        (FINE | {"told": "perhaps"}, "", "请逐项选择。"),
        ({"met": "yes"}, "", "请逐项选择。"),
    ],
)
def test_findings_that_cannot_be_kept(found, said, wrong):
    assert fault(found, said) == wrong


def test_file_is_checked_and_the_task_is_done(county):
    row = taken(county)
    with pytest.raises(DomainError, match="请写明问题"):
        check_file(row, by=county.shencha, found=FINE | {"told": "no"}, at=APRIL)
    check_file(row, by=county.shencha, found=FINE | {"told": "no"}, faults="没有告知书。", at=APRIL)
    row.refresh_from_db()
    assert (row.done_at, row.done_by) == (APRIL, county.shencha)
    check_file(row, by=county.shencha, found=FINE, reason="看错了一页。", at=APRIL)
    assert FileCheck.objects.get().wrong == []
    said = [event.sentence for event in events_for("case", row.case_id)]
    assert said[-2:] == [
        "案卷检查：履行告知义务不符合",
        "更正案卷检查：履行告知义务 不符合 → 符合；发现的问题 没有告知书。 → 未填。理由：看错了一页。",
    ]


def test_handler_whoever_keeps_out_and_other_posts_do_not_check(county):
    row = taken(county)
    for who in (county.lvshi, county.chuangkou):
        with pytest.raises(NotAllowed, match="岗位不检查"):
            check_file(row, by=who, found=FINE, at=APRIL)
    Case.objects.filter(pk=row.case_id).update(recused=f",{county.shencha.pk},")
    with pytest.raises(NotAllowed, match="回避"):
        check_file(DrawnCase.objects.get(), by=county.shencha, found=FINE, at=APRIL)


def test_file_of_a_voided_draw_is_not_checked(county):
    row = taken(county)
    void(row.draw, by=county.zhuren, reason="期间填错了。", at=APRIL)
    with pytest.raises(NotAllowed, match="已经作废"):
        check_file(DrawnCase.objects.get(), by=county.shencha, found=FINE, at=APRIL)


def test_page_asks_for_each_of_the_seven(county, sign_in):
    row = taken(county)
    client = sign_in(county.shencha)
    page = reverse("quality:file_check", args=[row.pk])
    assert row.case.number in client.get(reverse("quality:file_checks")).content.decode()
    assert client.post(page, {"met": "yes"}).status_code == 422
    assert client.post(page, FINE).status_code == 302
    assert "没有发现问题" in client.get(reverse("quality:file_checks")).content.decode()
