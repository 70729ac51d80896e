"""The quality of one case: drawn, read blind by two and a third, objected to, read anew, settled, mended, and paid by its grade."""

from decimal import Decimal

import pytest

from cases.models import Case
from cases.quality.models import Draw, Expert, Review
from legalaid.platform.accounts.models import User
from subsidies.models import Calculation
from tests.factories import walk
from tests.journeys.matters import refusals, say
from tests.quality import reviews
from tests.quality.plans import line, plan
from tests.stations.factories import handler
from tests.subsidies import month

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
EXPERTS = ("lvshi2", "lvshi3", "lvshi4", "lvshi6", "lvshi12")


@pytest.fixture
def closed(people, clock):
    """A case of the first quarter, a plan that asks for it, a pool of experts; it is April."""
    case = walk(people, "follow_up")
    line(people, plan(people), share=100)
    for name in EXPERTS:
        reviews.expert(people, handler(name))
    clock.put(2026, 4, 2, 9)
    return case


def draw(director):
    director.go("/quality/plans/")
    director.press("第一季度质量检查")
    director.press("抽取")
    assert "1件" in director.page.inner_text("main")
    director.press("抽取")
    director.press("重新抽取核对")
    return director.page.inner_text("main")


def put_forward(arranger):
    """The drawn case, whose number stands in the form already."""
    arranger.go("/quality/reviews/")
    arranger.press("列入评估")
    arranger.press("列入")


def step(arranger, row, label, **said):
    arranger.go(row.get_absolute_url())
    arranger.press(label)
    say(arranger, **said)
    arranger.press(label)
    assert refusals(arranger) == []
    row.refresh_from_db()


def appoint(**names):
    """What is chosen in the lists of experts."""
    experts = {one.user.username: str(one.pk) for one in Expert.objects.all()}
    return {field: experts[name] for field, name in names.items()}


def read(seat, name, total, opinion=""):
    """One expert finds the file on the first page and fills the sheet; what they see before is returned."""
    expert = seat(name)
    expert.press("评分")
    seen = expert.page.inner_text("main")
    boxes = {f"m{number}": str(mark) for number, mark in enumerate(reviews.marks(total))}
    say(expert, **boxes, opinion=opinion)
    expert.press("交评分表")
    assert refusals(expert) == []
    expert.context.close()
    return seen


def test_case_is_read_blind_objected_to_and_paid_by_the_grade_it_comes_to(people, closed, seat):
    assert "与固定的名单一致" in draw(seat("zhuren"))
    arranger = seat("shencha")
    put_forward(arranger)
    row, drawn = Review.objects.get(), Draw.objects.get().cases.get()
    assert (row.case, drawn.case, drawn.done_at) == (closed, closed, None)

    apart(seat, arranger, row)
    object_and_read_again(seat, arranger, row)
    step(arranger, row, "定等次")
    drawn.refresh_from_db()
    graded = Case.objects.get(pk=closed.pk).grade
    assert (row.grade, row.total, graded) == ("excellent", Decimal("92.00"), "excellent")
    assert drawn.done_at is not None

    mend(seat, arranger, row)
    assert_paid_by_grade(people, seat)


def apart(seat, arranger, row):
    """Two who see nothing of each other lie apart; a third settles to whom the score leans."""
    step(arranger, row, "指派专家", **appoint(first="lvshi2", second="lvshi3"))
    read(seat, "lvshi2", 60, "没有会见笔录。")
    arranger.go(row.get_absolute_url())
    waiting = arranger.page.inner_text("main")
    assert "评分表齐备以前，谁也看不到分数" in waiting
    assert "没有会见笔录" not in waiting

    seen = read(seat, "lvshi3", 85)
    assert ("没有会见笔录" in seen, "赵敏" in seen) == (False, False)
    row.refresh_from_db()
    assert row.state == "third"

    step(arranger, row, "指派第三名专家", **appoint(third="lvshi4"))
    read(seat, "lvshi4", 65)
    step(arranger, row, "告知承办人")
    assert (row.state, row.total, row.grade) == ("told", Decimal("62.50"), "pass")


def object_and_read_again(seat, arranger, row):
    """The handler reads the result without names and objects; two others read the file."""
    handler = seat("lvshi", phone=True)
    handler.go(row.get_absolute_url())
    told = handler.page.inner_text("main")
    assert ("合格" in told, "没有会见笔录" in told) == (True, True)
    names = [User.objects.get(username=name).name for name in EXPERTS]
    assert [name for name in names if name in told] == []

    handler.press("提出异议")
    say(handler, content="会见笔录在补充材料中，没有计分。")
    handler.press("提出异议")
    assert refusals(handler) == []
    handler.context.close()

    step(arranger, row, "复评", reason="补充材料没有评阅。")
    step(arranger, row, "指派专家", **appoint(first="lvshi6", second="lvshi12"))
    read(seat, "lvshi6", 91)
    read(seat, "lvshi12", 93)
    row.refresh_from_db()
    assert row.state == "scored"


def mend(seat, arranger, row):
    step(arranger, row, "要求整改", faults="会见笔录没有装入卷宗。")
    handler = seat("lvshi", phone=True)
    handler.go(row.get_absolute_url())
    handler.press("报告整改")
    say(handler, done="已装入卷宗。")
    handler.press("报告整改")
    assert refusals(handler) == []

    step(arranger, row, "复查合格", found="已装入。")
    assert row.state == "rectified"


def assert_paid_by_grade(people, seat):
    """1.1 of the labour fee of 1200, and 200 of direct costs."""
    month.standard(people)
    month.filled(people, month.fund(people, year=2026))
    clerk = seat("caiwu")
    clerk.go(Calculation.objects.get().get_absolute_url())
    said = clerk.page.inner_text("main")
    assert ("质量优秀" in said, "1,520.00" in said) == (True, True)
