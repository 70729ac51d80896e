"""A closed file is graded, and a peer of another unit may have read it: who and when stand beside the grade."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.quality import CONFLICT
from cases.enums import Grade
from cases.models import Assignment, Evaluation
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.verbs import outline
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from tests.cases.fails import heard
from tests.factories import START, lawyer, walk

AT = START + timedelta(days=20)


@pytest.fixture
def case(county):
    return walk(county, "follow_up")


def peer(**wanted):
    return (
        Handler.objects.filter(kind="lawyer", **wanted)
        .exclude(firm=lawyer().firm)
        .order_by("pk")
        .first()
    )


def graded(county, case, evaluator=None, day=None, *, at=AT, grade=Grade.GOOD):
    return CASE.acts["grade"](
        case, by=county.jiandu, at=at, grade=grade, evaluator=evaluator, evaluated_on=day
    )


def test_evaluator_and_day_stand_beside_the_grade_and_are_revised_with_it(county, case):
    one, day = peer(), case.closed_on
    graded(county, case, one, day)
    assert (
        Evaluation.objects.get(case=case).evaluator,
        events_for("case", case.pk)[-1].sentence,
    ) == (
        one,
        f"案件质量评为良好，{day.year}年{day.month}月{day.day}日由{one}（{one.firm}）评估",
    )
    other = (
        Handler.objects.filter(kind="grassroots")
        .exclude(firm__in=[one.firm, lawyer().firm])
        .first()
    )
    graded(
        county, case, other, day + timedelta(days=1), at=AT + timedelta(days=1), grade=Grade.PASS
    )
    read = Evaluation.objects.get()
    assert (case.grade, read.evaluator, read.evaluated_on) == (
        "pass",
        other,
        day + timedelta(days=1),
    )
    heard(case, county, AT + timedelta(days=2))
    graded(county, case, at=AT + timedelta(days=2), grade=Grade.FAIL)
    said = events_for("case", case.pk)[-1]
    assert (Evaluation.objects.count(), case.grade) == (0, "fail")
    assert (said.sentence, outline(said)) == ("案件质量评为不合格", "案件质量评为不合格")


def test_conflict_of_interest_is_refused_beside_the_evaluator(county, case):
    """The handler, a colleague of the same firm, and whoever handled the case before with their firm."""
    colleague = Handler.objects.filter(firm=lawyer().firm).exclude(pk=lawyer().pk).first()
    before = peer()
    Assignment.objects.create(
        case=case, handler=before, firm=before.firm, by=county.zhuren, at=START, accepted_at=START
    )
    for person in (lawyer(), colleague, before):
        with pytest.raises(DomainError) as refused:
            graded(county, case, person, case.closed_on)
        assert (refused.value.sentence, refused.value.field) == (CONFLICT, "evaluator")
    assert Evaluation.objects.count() == 0
    other = (
        Handler.objects.filter(kind="grassroots")
        .exclude(firm__in=[before.firm, lawyer().firm])
        .first()
    )
    Handler.objects.filter(pk=before.pk).update(firm=other.firm)
    Handler.objects.filter(pk=other.pk).update(firm=before.firm)
    with pytest.raises(
        DomainError, match="回避"
    ):  # the firm the case was assigned to stays barred when its lawyer moves on
        graded(county, case, other, case.closed_on)
    Assignment.objects.filter(handler=before).update(
        declined_at=START
    )  # who only declined the case did not handle it
    # nor whose offer was recalled
    Assignment.objects.create(
        case=case, handler=before, firm=before.firm, by=county.zhuren, at=START
    )
    graded(county, case, before, case.closed_on)


def test_day_lies_between_the_closing_and_today_and_goes_with_the_evaluator(county, case):
    day = case.closed_on
    for person, when, field, words in (
        (
            peer(),
            day - timedelta(days=1),
            "evaluated_on",
            f"评估日期不能早于{day.year}年{day.month}月{day.day}日",
        ),
        (
            peer(),
            timezone.localdate(AT) + timedelta(days=1),
            "evaluated_on",
            "评估日期不能晚于今天",
        ),
        (peer(), None, "evaluated_on", "请填写评估日期"),
        (None, day, "evaluator", "请选择评估人"),
    ):
        with pytest.raises(DomainError, match=words) as refused:
            graded(county, case, person, when)
        assert refused.value.field == field
    case.refresh_from_db()
    assert (case.grade, Evaluation.objects.count()) == ("", 0)


def test_who_has_stopped_is_not_named_any_more_and_stays_where_he_was(county, case):
    one = peer()
    one.active = False  # takes no cases; may read one
    one.save()
    graded(county, case, one, case.closed_on)
    one.user.is_active = False
    one.user.save()
    graded(
        county,
        case,
        one,
        case.closed_on + timedelta(days=1),
        at=AT + timedelta(days=1),
        grade=Grade.PASS,
    )
    graded(county, case, at=AT + timedelta(days=2))
    with pytest.raises(DomainError, match="账号已停用"):
        graded(county, case, one, case.closed_on, at=AT + timedelta(days=3))


def test_page_offers_the_peers_and_shows_what_was_recorded(county, case, sign_in):
    client, page, one = sign_in(county.jiandu), reverse("cases:grade", args=[case.pk]), peer()
    offered = client.get(page).context["form"].fields["evaluator"].queryset
    assert set(offered) == set(Handler.objects.exclude(firm=lawyer().firm))
    refused = client.post(
        page, {"grade": "good", "evaluator": lawyer().pk, "evaluated_on": case.closed_on}
    )
    assert (refused.status_code, refused.context["form"].errors) == (422, {"evaluator": [CONFLICT]})
    assert (
        client.post(
            page, {"grade": "good", "evaluator": one.pk, "evaluated_on": case.closed_on}
        ).status_code
        == 302
    )
    initial = client.get(page).context["form"].initial
    assert initial == {"grade": "good", "evaluator": one.pk, "evaluated_on": case.closed_on}
    words = client.get(f"{case.get_absolute_url()}?all=1").content.decode()
    assert ("质量评估" in words, f"由{one}（{one.firm}）评估" in words) == (True, True)
