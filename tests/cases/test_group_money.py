"""What each of several recipients won and was paid, the report of a matter of many, the sample of calls, the pages and papers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.law.groups import draw
from cases.models import FollowUp, GroupMember
from cases.queries.group import totals_of
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.cases.groups import act, anew, begun, go, six, who
from tests.factories import START, do, new_case
from tests.papers import words_of


def told(case, key):
    return [
        sentence(event) for event in Event.objects.filter(verb=f"case.{key}", subject_id=case.pk)
    ]


def paper(case, kind):
    return Paper.objects.filter(workflow="case", subject_id=case.pk, kind=kind).latest("pk")


def test_sums_are_told_apart_paid_once_and_voided_with_a_reason(county):
    case = begun(county, "hold_first_meeting")
    one, two = who(case, "吴小妹"), who(case, "周大勇")
    act(case, "set_won", county.lvshi, amounts={one: Decimal("9000.00"), two: Decimal("5000.00")})
    assert told(case, "set_won") == ["逐人登记取得金额，2人：吴小妹9,000.00元、周大勇5,000.00元"]
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "set_won", county.lvshi, amounts={one: Decimal("9300.00")})
    go(case, county, "sign_agreement") if case.state == "agreement" else None
    with pytest.raises(
        DomainError, match=r"逐人取得金额合计14,000.00元，多于本案登记的13,999.00元"
    ):
        do(case, county, "conclude", case.changed_at, amount_won=Decimal("13999.00"))
    do(anew(case), county, "conclude", anew(case).changed_at, amount_won=Decimal("15000.00"))
    case = anew(case)
    won = sorted((row.weight, row.won) for row in case.counted.all())
    assert sum(amount for _, amount in won) == Decimal("15000.00")

    day = timezone.localdate(case.changed_at)
    with pytest.raises(DomainError, match="工友4还没有登记取得金额"):
        act(
            case, "pay_members", county.lvshi, paid_on=day, amounts={who(case, "工友4"): Decimal(1)}
        )
    act(
        case,
        "pay_members",
        county.lvshi,
        paid_on=day,
        amounts={one: Decimal("4000.00"), two: Decimal("5000.00")},
        note="公司转账",
    )
    assert told(case, "pay_members") == [
        f"{words.day(day)}款项给付受援人2人，合计9,000.00元：吴小妹4,000.00元、周大勇5,000.00元"
    ]
    with pytest.raises(DomainError, match="吴小妹3月11日已经登记过给付4,000.00元"):
        act(case, "pay_members", county.lvshi, paid_on=day, amounts={one: Decimal("4000.00")})
    with pytest.raises(
        DomainError, match="吴小妹取得9,000.00元，已给付4,000.00元，再给付5,000.01元就多了"
    ):
        act(case, "pay_members", county.lvshi, paid_on=day, amounts={one: Decimal("5000.01")})
    with pytest.raises(DomainError, match="吴小妹已给付4,000.00元，取得金额不能更少"):
        act(case, "set_won", county.lvshi, amounts={one: Decimal("3999.00")}, reason="裁决书写错")

    [row] = GroupMember.objects.get(pk=two).payments.all()
    act(case, "void_payment", county.lvshi, payment=row.pk, reason="是别人的款")
    with pytest.raises(DomainError, match="没有这一笔给付，或者已经作废"):
        act(case, "void_payment", county.lvshi, payment=row.pk, reason="是别人的款")
    assert totals_of(case)["paid"] == Decimal("4000.00")
    with pytest.raises(DomainError, match="吴小妹已有款项给付、回访或者异议的登记"):
        keep = [
            {"pk": p.pk, "name": p.name, "id_number": p.id_number}
            for p in case.joint
            if p.name != "吴小妹"
        ]
        act(case, "list_joint", county.chuangkou, rows=keep, separable=True, reason="移除一人试试")


def test_many_people_are_reported_and_discussed_before_the_file_is_handed_in(county):
    case = begun(county, "accept_assignment")
    asked = Message.objects.get(user=county.lvshi, key__startswith="group_ask:")
    assert (
        asked.text
        == f"{case.number}有6名受援人，达到了本中心报告、讨论的人数，请在首次会见后向中心报告，并安排集体讨论。"
    )
    go(case, county, "conclude")
    with pytest.raises(
        DomainError, match="本案6名受援人，达到了本中心报告、讨论的人数。请先办理“报告群体性案件”"
    ):
        do(anew(case), county, "report_closure", case.changed_at)
    act(case, "report_group", county.lvshi, facts="六人。", measures="已安抚。")
    assert Message.objects.get(user=county.zhuren, key__startswith="group:").text == (
        f"{case.number}：承办人报告群体性案件（6人），请查看。"
    )
    with pytest.raises(DomainError, match="请填写集体讨论的日期和情况"):
        do(anew(case), county, "report_closure", case.changed_at, discussed_on=None, discussion="")


def test_sample_of_whom_to_call_can_be_drawn_again_from_what_is_kept(county):
    assert draw([5, 3, 1, 9, 7], 2, "c0ffee") == draw([9, 7, 5, 3, 1], 2, "c0ffee") == [1, 7]
    case = begun(county, "approve_closure")
    with pytest.raises(DomainError, match="人数应在1至6之间"):
        act(case, "draw_calls", county.guidang, size=7)
    act(case, "draw_calls", county.guidang, size=2)
    sample = case.call_samples.get()
    assert (sample.pool, len(sample.drawn)) == (sorted(one.pk for one in case.members.all()), 2)
    assert draw(sample.pool, 2, sample.seed) == sample.drawn
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "draw_calls", county.guidang, size=3)

    out = next(pk for pk in sample.pool if pk not in sample.drawn)
    answers = {"met": True, "told": True, "reported": True, "money_asked": False}
    with pytest.raises(DomainError, match="没有抽中"):
        act(
            case,
            "call_member",
            county.guidang,
            person=out,
            result="reached",
            satisfaction="5",
            **answers,
        )
    act(case, "call_member", county.guidang, person=sample.drawn[0], result="unanswered")
    act(
        case,
        "call_member",
        county.guidang,
        person=sample.drawn[0],
        result="reached",
        satisfaction="5",
        **answers,
    )
    assert told(case, "call_member")[-1].endswith("：接通，非常满意")
    act(
        case,
        "call_member",
        county.guidang,
        person=sample.drawn[1],
        result="reached",
        satisfaction="1",
        **answers | {"money_asked": True},
    )
    assert anew(case).held
    assert FollowUp.objects.filter(member__in=sample.drawn).count() == 3


def test_list_is_read_page_by_page_and_each_person_by_itself(county, sign_in):
    case = begun(county, "grant")
    client = sign_in(county.zhuren)
    page = client.get(reverse("cases:group", args=[case.pk])).content.decode()
    assert (
        "吴小妹" in page,
        "110***************" in page,
        "13700137000" in page,
        "11010519491231002X" in page,
    ) == (True, True, False, False)
    person = who(case, "吴小妹")
    where = reverse("cases:group_person", args=[case.pk, person])
    page = client.get(where).content.decode()
    assert ("137****7000" in page, "13700137000" in page) == (True, False)

    reveal = reverse("cases:group_reveal", args=[case.pk, person])
    assert client.post(reveal, {"field": "phone", "reason": ""}).status_code == 302
    shown = client.post(reveal, {"field": "phone", "reason": "通知领款"}).content.decode()
    assert "13700137000" in shown
    disclosed = Event.objects.filter(workflow="case", subject_id=case.pk, verb="record.reveal")
    assert [event.data["field"] for event in disclosed] == ["名单第2人的联系电话"]
    other = six(county)
    wrong = reverse("cases:group_person", args=[other.pk, person])
    assert client.get(wrong).status_code == 404


def test_pages_take_as_many_queries_for_two_hundred_as_for_two(
    county, sign_in, django_assert_max_num_queries
):
    case = new_case(county, applicant_count=200, indivisible=False)
    client = sign_in(county.shencha)
    for name in ("group", "detail", "check_members", "list_joint"):
        with django_assert_max_num_queries(70):
            assert client.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 200
    page = client.get(reverse("cases:group", args=[case.pk]), {"page": 4}).content.decode()
    assert ("第 4/4 页" in page, "工友200" in page, "工友150<" in page) == (True, True, False)


def test_papers_of_each_are_one_file_and_never_speak_of_a_list_that_is_not_there(county, sign_in):
    case = new_case(county, applicant_count=20, indivisible=False)
    do(case, county, "accept", START + timedelta(days=1))
    go(case, county, "accept_assignment")
    mandate = words_of(paper(case, "power_of_attorney"))
    assert ("其他委托人 | 19人，见后附名单" in mandate, "19 | 工友20" in mandate) == (True, True)
    client = sign_in(county.chuangkou)
    where = reverse("cases:print_members", args=[case.pk])
    assert client.post(where, {"kind": "member_mandates"}).status_code == 302
    each = words_of(paper(case, "member_mandates"))
    assert (each.count("案件编号："), "等20人" in each) == (20, False)
    person = who(case, "工友7")
    client.post(
        where, {"kind": "member_receipts", "document": "给予法律援助决定书", "person": person}
    )
    one = words_of(paper(case, "member_receipts"))
    assert ("工友7" in one, "工友8" in one) == (True, False)
    assert client.post(where, {"kind": "agreement"}).status_code == 403


def test_sum_is_paid_whole_but_neither_nothing_nor_before_the_application(county):
    case = begun(county, "hold_first_meeting")
    one = who(case, "吴小妹")
    act(case, "set_won", county.lvshi, amounts={one: Decimal("9000.00")})
    day = timezone.localdate(case.changed_at)
    with pytest.raises(DomainError, match="给付吴小妹的金额应大于0"):
        act(case, "pay_members", county.lvshi, paid_on=day, amounts={one: Decimal(0)})
    with pytest.raises(DomainError) as early:
        before = timezone.localdate(case.received_at) - timedelta(days=1)
        act(case, "pay_members", county.lvshi, paid_on=before, amounts={one: Decimal(1)})
    assert early.value.field == "paid_on"

    act(case, "pay_members", county.lvshi, paid_on=day, amounts={one: Decimal("9000.00")})
    assert totals_of(case)["paid"] == Decimal("9000.00")
    do(anew(case), county, "conclude", anew(case).changed_at, amount_won=Decimal("9000.00"))


def test_whoever_was_refused_won_nothing(county):
    case = begun(county)
    refusal = {"codes": ["not_poor"], "grounds": ["不符合"], "reasons": "收入高于标准。"}
    act(case, "refuse_member", county.zhuren, person=who(case, "周大勇"), **refusal)
    case = anew(go(case, county, "hold_first_meeting"))
    with pytest.raises(DomainError, match="周大勇未获援助，没有取得金额"):
        act(case, "set_won", county.lvshi, amounts={who(case, "周大勇"): Decimal(1)})
