"""Means checked: asked about, commitments drawn and checked, a bar on committing again; whom art. 32 and 42 spare is never asked."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain import verification as acts
from cases.domain.eligibility import record_means
from cases.enums.agencies import QuerySource, Verified
from cases.models import CommitmentBar, MeansQuery, VerificationPlan
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from stations.models import Station
from tests.factories import new_case, walk

STATED = {"exempt": "", "not_limited": "", "proof": ""}
MEMBERS = [{"name": "李国强", "relation": "本人", "monthly_income": Decimal(900)}]
ASK = {
    "source": QuerySource.CIVIL_AFFAIRS,
    "office": "清和县民政局",
    "about": "李国强",
    "what": "是否低保对象。",
    "asked_on": date(2026, 3, 5),
}
SPAN = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


def center():
    return Station.objects.get(parent=None)


def stated(county, *, committed=True, **facts):
    """An application whose means are judged by what was stated."""
    favour = {"exempt": "migrant_worker", "proof": "工资条", "committed": committed}
    case = new_case(county, means=favour)
    record_means(case, STATED | {"committed": committed} | facts, MEMBERS)
    return case


def in_review(county, **facts):
    case = walk(county, "accept")
    record_means(case, STATED | facts, MEMBERS)
    case.refresh_from_db()
    return case


def asked(county, case, **facts):
    return CASE.acts["query_means"](case, by=county.shencha, at=at(3, 5, 12), **ASK | facts)


def drawn(county, **facts):
    said = SPAN | {"share": 50, "seed": "3f9a", "at": at(4, 1, 9)} | facts
    return acts.draw_plan(by=county.shencha2, station=center(), **said)


def test_answer_takes_the_place_of_a_commitment_and_the_means_are_judged_anew(county):
    case = in_review(county, committed=False)
    assert case.means.result == "documents"
    query = asked(county, case)
    CASE.acts["answer_query"](
        case,
        by=county.shencha,
        at=at(3, 6, 12),
        query=query,
        answered_on=date(2026, 3, 6),
        answer="系低保对象。",
    )
    case.means.refresh_from_db()
    assert case.means.result == "passed"


def test_query_about_the_wrong_person_no_longer_counts_and_stays_with_its_reason(county):
    case = in_review(county, committed=False)
    query = asked(county, case, about="李国祥")
    said = {"query": query, "by": county.shencha}
    answer = {"answered_on": date(2026, 3, 6), "answer": "没有记录。"}
    CASE.acts["answer_query"](case, at=at(3, 6, 12), **said, **answer)
    with pytest.raises(DomainError, match="不少于5个字"):
        CASE.acts["void_query"](case, at=at(3, 6, 13), reason="错", **said)
    CASE.acts["void_query"](case, at=at(3, 6, 13), reason="查成了同音的另一人。", **said)
    case.means.refresh_from_db()
    assert case.means.result == "documents"
    assert MeansQuery.objects.get().voided_reason == "查成了同音的另一人。"
    with pytest.raises(DomainError, match="已经作废"):
        CASE.acts["answer_query"](case, at=at(3, 6, 14), **said, **answer)


@pytest.mark.parametrize(
    ("facts", "article"),
    [({"not_limited": "heroes"}, "第三十二条"), ({"exempt": "migrant_worker"}, "第四十二条")],
)
def test_whom_the_law_spares_is_never_asked_not_by_a_crafted_post_either(
    county, sign_in, facts, article
):
    case = in_review(county)
    case.means.__class__.objects.update(**facts)
    case.materials.update_or_create(
        slot="status_proof", defaults={"title": "证明", "received_on": date(2026, 3, 4)}
    )
    with pytest.raises(NotAllowed, match=article):
        asked(county, type(case).objects.get(pk=case.pk))
    client = sign_in(county.shencha)
    page = reverse("cases:query_means", args=[case.pk])
    assert client.get(page).status_code == 403
    said = ASK | {"source": "tax", "asked_on": "2026-03-05"}
    assert client.post(page, said).status_code == 403
    assert MeansQuery.objects.count() == 0


def test_days_of_a_query_that_cannot_be_are_refused(county):
    case = in_review(county)
    with pytest.raises(DomainError, match="不能晚于今天"):
        asked(county, case, asked_on=date(2026, 3, 6))
    query = asked(county, case)
    with pytest.raises(DomainError, match="查询之日与今天之间"):
        CASE.acts["answer_query"](
            case,
            by=county.shencha,
            at=at(3, 6, 12),
            query=query,
            answered_on=date(2026, 3, 4),
            answer="无。",
        )


def test_draw_is_frozen_and_can_be_repeated_by_its_seed(county):
    for _ in range(4):
        stated(county)
    plan = drawn(county)
    assert plan.population == [f"清援案〔2026〕000{number}号" for number in (1, 2, 3, 4)]
    first = list(plan.rows.values_list("case__number", flat=True))
    assert len(first) == 2
    stated(county)
    assert list(plan.rows.values_list("case__number", flat=True)) == first
    assert acts.repeated(plan)
    plan.rows.filter(position=1).delete()
    assert not acts.repeated(plan)


def test_only_commitments_of_those_whose_means_count_are_drawn(county):
    counted = stated(county)
    stated(county, committed=False)
    stated(county, not_limited="heroes")
    proven = stated(county, exempt="migrant_worker")
    assert proven.materials.get(slot="status_proof").received_on == date(2026, 3, 3)
    assert drawn(county, share=100).population == [counted.number]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"share": 0}, "1至100"),
        ({"share": 101}, "1至100"),
        ({"last": date(2026, 4, 2)}, "不能晚于今天"),
        ({"first": date(2026, 4, 1)}, "核对起止日期"),
        ({"first": date(2026, 3, 30)}, "没有适用诚信承诺的申请"),
    ],
)
def test_draw_that_cannot_be_is_refused(county, facts, wrong):
    stated(county)
    with pytest.raises(DomainError, match=wrong):
        drawn(county, **facts)
    assert VerificationPlan.objects.count() == 0


def untrue(county, case, **facts):
    row = drawn(county, share=100).rows.get(case=case)
    said = {"result": Verified.UNTRUE, "note": "名下有两处商铺。", "bar": True} | facts
    return acts.verify(row, by=county.shencha2, at=at(4, 2, 9), **said)


def test_untrue_commitment_bars_committing_again_and_never_applying(county):
    untrue(county, stated(county))
    with pytest.raises(DomainError, match="不再适用个人诚信承诺.*申请照常受理"):
        stated(county)
    assert stated(county, committed=False).state == "submitted"


def test_bar_is_shown_at_the_next_intake_of_that_person(county, sign_in):
    untrue(county, stated(county))
    page = sign_in(county.chuangkou).post(
        reverse("cases:intake_side"), {"id_kind": "resident", "id_number": "440524198801010011"}
    )
    assert "此前的承诺经核查不属实" in page.content.decode()


def test_bar_set_by_mistake_is_lifted_with_a_reason(county):
    untrue(county, stated(county))
    bar = CommitmentBar.objects.get()
    with pytest.raises(DomainError, match="不少于5个字"):
        acts.lift_bar(bar, by=county.zhuren, reason="错")
    acts.lift_bar(bar, by=county.zhuren, reason="商铺是同名者的。")
    assert stated(county).means.committed
    with pytest.raises(DomainError, match="已经解除"):
        acts.lift_bar(bar, by=county.zhuren, reason="再解除一次。")


def test_true_commitment_bars_nobody(county):
    with pytest.raises(DomainError, match="承诺不属实的"):
        untrue(county, stated(county), result=Verified.TRUE)
    assert CommitmentBar.objects.count() == 0


def test_whoever_took_the_application_in_does_not_check_it(county):
    case = stated(county)
    row = drawn(county, share=100).rows.get()
    with pytest.raises(NotAllowed, match="另一人办理"):
        acts.verify(row, by=case.registered_by, result=Verified.TRUE, note="属实。")


def test_pages_from_the_draw_to_the_lifted_bar(county, sign_in):
    case, client = stated(county), sign_in(county.zhuren)
    said = {"first": "2026-03-01", "last": "2026-03-31", "share": "100", "seed": ""}
    assert client.post(reverse("cases:verifications"), said).status_code == 302
    plan = VerificationPlan.objects.get()
    assert len(plan.seed) == 16
    shown = client.get(plan.get_absolute_url()).content.decode()
    assert "与固定的名单一致" in shown
    row = plan.rows.get()
    found = {"result": "untrue", "note": "名下有商铺。", "bar": "on"}
    assert client.post(reverse("cases:verify", args=[row.pk]), found).status_code == 302
    assert case.applicant.name in client.get(reverse("cases:verifications")).content.decode()
    lift = reverse("cases:lift_bar", args=[CommitmentBar.objects.get().pk])
    assert client.post(lift, {"reason": "是同名者的商铺。"}).status_code == 302
    assert client.get(case.get_absolute_url() + "?tab=findings").status_code == 200


def test_finding_put_right_lifts_the_bar_it_had_set(county):
    row = untrue(county, stated(county))
    again = {"result": Verified.TRUE, "note": "商铺是同名者的。"}
    acts.verify(row, by=county.shencha2, at=at(4, 2, 10), **again)
    assert CommitmentBar.objects.get().lifted_reason == "核查结果更正为承诺属实"
    assert stated(county).means.committed
