"""After an end nothing that was owed is reminded of, waits on a desk, runs as a clock or is still open as a step: over every end there is."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.domain.lapse import LOOKED
from cases.domain.reminders import remind
from cases.enums import PriorFinding, State
from cases.models import Case, MaterialItem, PriorProvision
from cases.queries.prior import priors_for
from cases.queries.replacement import to_decide_on
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from tests.cases.test_prior import OWED, clocks, provided, review
from tests.cases.test_termination_served import served
from tests.factories import do, hand_in, new_case, walk

OF_WHAT_WAS_OWED = {
    "receive_owed", "extend_prior", "review_prior", "confirm_prior", "fail_prior", "revoke_prior",
    "review_replacement", "refuse_replacement", "withdraw_replacement",
}  # fmt: skip
WORK = ("assign", "accept_assignment", "sign_agreement", "hold_first_meeting")


def at(month, day, hour=9):
    return timezone.make_aware(datetime(2026, month, day, hour))


def act(case, county, key, moment, who, **facts):
    return CASE.acts[key](case, by=getattr(county, who), at=moment, **facts)


def with_gap(county):
    """Accepted, one paper owed."""
    case = new_case(county)
    due = {"owed": OWED, "owed_by": date(2026, 3, 20)}
    act(case, county, "accept_with_gaps", at(3, 4), "chuangkou", **due)
    return case


def in_work(case, county):
    for hour, key in enumerate(WORK, 10):
        do(case, county, key, at(3, 4, hour))
    return case


def ended(case, county, day=20, **changes):
    """Aid ended with everything still owed."""
    said = {"occasion": "request", "learnt_on": date(2026, 3, 5), "account": "书面要求终止。"}
    act(case, county, "propose_termination", at(3, day), "guidang", **said | changes)
    talk = {"heard_on": date(2026, 3, day), "heard_how": "电话", "heard": "同意。"}
    act(case, county, "hear_recipient", at(3, day, 10), "guidang", **talk)
    act(case, county, "terminate", at(3, day, 11), "zhuren", reasons="理由正当，予以终止。")
    return case


def refused(county):
    case = with_gap(county)
    for day, key in enumerate(("pass_form", "recommend", "refuse"), 5):
        do(case, county, key, at(3, day))
    return case


def withdrawn(county):
    case = with_gap(county)
    act(case, county, "withdraw", at(3, 5), "chuangkou", reason="申请人要求撤回。")
    return case


def deemed_withdrawn(county):
    case = with_gap(county)
    notice = {"items": ["工资条"], "due": date(2026, 3, 9)}
    act(case, county, "request_supplement", at(3, 5), "chuangkou", **notice)
    act(
        case,
        county,
        "deem_withdrawn",
        at(3, 12),
        "chuangkou",
        looked=LOOKED,
        note="电话未接。",
        told="3月5日当面告知。",
    )
    return case


def referred_away(county):
    case = with_gap(county)
    where = {"destination": "邻水县法律援助中心", "reason": "争议处理机关在邻水县。"}
    act(case, county, "refer_away", at(3, 5), "chuangkou", **where)
    return case


def joined(county):
    case, other = with_gap(county), new_case(county)
    act(case, county, "join", at(3, 5), "chuangkou", into=other, reason="同一笔工资申请了两次。")
    return case


def annulled(county):
    case = with_gap(county)
    act(case, county, "annul", at(3, 5), "chuangkou", reason="登记到同名的人名下。")
    return case


def applicant_died(county):
    case = with_gap(county)
    died = {"died_on": date(2026, 3, 4), "proof": "死亡证明。"}
    act(case, county, "close_on_death", at(3, 5), "chuangkou", **died)
    return case


def terminated(county):
    """With another handler asked for besides."""
    case = in_work(provided(county), county)
    asked = {"asked_by": "recipient", "asker": "李国强", "received_on": date(2026, 3, 19)}
    asked |= {"reason": "承办人联系不上。"}
    act(case, county, "ask_replacement", at(3, 19), "chuangkou", **asked)
    return ended(case, county)


def failed_then_terminated(county):
    case = in_work(provided(county), county)
    lapsed = {"finding": PriorFinding.LAPSED, "reasons": "三次催告没有补交。"}
    act(case, county, "fail_prior", at(3, 12), "zhuren", **lapsed)
    said = {"provision": "法律援助法第四十四条第二款", "cost": Decimal(300)}
    return ended(case, county, occasion="prior_lapsed", **said)


def archived(county):
    case = served(failed_then_terminated(county), county)
    hand_in(case, county)
    act(case, county, "report_closure", at(3, 27), "lvshi", summary="已会见一次。")
    act(case, county, "approve_closure", at(3, 28), "shencha", opinion="同意。")
    Case.objects.filter(pk=case.pk).update(state=State.ARCHIVED)  # no volume is built
    return Case.objects.get(pk=case.pk)


ENDS = {
    State.REFUSED: refused,
    State.WITHDRAWN: withdrawn,
    State.DEEMED_WITHDRAWN: deemed_withdrawn,
    State.REFERRED_AWAY: referred_away,
    State.JOINED: joined,
    State.ANNULLED: annulled,
    State.APPLICANT_DIED: applicant_died,
    State.ARCHIVED: archived,
    State.TERMINATED: terminated,
}


def test_every_end_of_the_table_is_looked_at():
    assert ENDS.keys() == CASE.final | {State.TERMINATED}


@pytest.mark.parametrize("end", [*ENDS, "failed_then_terminated"])
def test_after_it_nothing_of_what_was_owed_is_left(office, end):
    case = (ENDS.get(end) or failed_then_terminated)(office)
    case.refresh_from_db()
    assert case.state == ("terminated" if end == "failed_then_terminated" else end)
    assert case.materials.exclude(owed_by=None).filter(received_on=None).exists()  # it was owed

    left = {"termination_notice"} if case.state == State.TERMINATED else set()
    assert set(clocks(case)) == left
    assert not MaterialItem.objects.owed().filter(case=case).exists()
    assert not PriorProvision.objects.waiting().filter(case=case).exists()

    users = list(User.objects.filter(is_active=True))
    for user in users:
        open_to = {step.key for step in CASE.available(case, user)}
        assert not open_to & OF_WHAT_WAS_OWED, user
        assert case.pk not in [row.case_id for row in priors_for(user, date(2026, 6, 1))]
        assert case.pk not in [row.case_id for row in to_decide_on(user)]

    before = set(Message.objects.values_list("pk", flat=True))
    for day in (at(4, 1), at(6, 1)):
        remind(day, timedelta(days=7))
    told = Message.objects.exclude(pk__in=before).filter(text__contains=case.number)
    assert [
        text for text in told.values_list("text", flat=True) if "送达终止决定" not in text
    ] == []


def test_aid_that_goes_on_after_all_owes_what_it_owed(county):
    case = failed_then_terminated(county)
    with pytest.raises(NotAllowed, match="法律援助已经终止"):
        review(case, county, at(3, 21))
    act(case, county, "revoke_termination", at(3, 21), "zhuren", reason="材料其实已经寄到。")
    assert [row.title for row in case.materials.owed()] == OWED
    act(case, county, "receive_owed", at(3, 21, 10), "chuangkou", items=OWED)
    review(case, county, at(3, 21, 11))
    assert case.priors.get().reviewed_at == at(3, 21, 11)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"occasion": "prior_unfit"}, "occasion"),
        ({"occasion": "prior_lapsed", "provision": ""}, "provision"),
        ({"occasion": "prior_lapsed", "cost": None}, "cost"),
    ],
)
def test_what_was_found_of_aid_provided_first_is_its_own_occasion(county, changes, field):
    case = provided(county)
    lapsed = {"finding": PriorFinding.LAPSED, "reasons": "三次催告没有补交。"}
    act(case, county, "fail_prior", at(3, 12), "zhuren", **lapsed)
    said = {"provision": "法律援助法第四十四条第二款", "cost": Decimal(300)}
    with pytest.raises(DomainError) as wrong:
        ended(case, county, **said | changes)
    assert wrong.value.field == field


def test_aid_that_was_never_provided_first_does_not_end_for_it(county):
    case = walk(county, "hold_first_meeting")
    with pytest.raises(DomainError, match="先行提供没有这样认定"):
        said = {"provision": "第四十四条", "cost": Decimal(0), "learnt_on": date(2026, 3, 19)}
        ended(case, county, occasion="prior_lapsed", **said)


def test_finding_leads_to_the_proposal_with_its_ground_filled_in(office, sign_in):
    case = in_work(provided(office), office)
    lapsed = {"finding": PriorFinding.LAPSED, "reasons": "三次催告没有补交。"}
    act(case, office, "fail_prior", at(3, 12), "zhuren", **lapsed)
    client = sign_in(office.guidang)
    page = f"/cases/{case.pk}/propose_termination/?for=prior"
    assert page in client.get(case.get_absolute_url()).content.decode()
    form = client.get(page).context["form"]
    assert form["occasion"].value() == "prior_lapsed"
    assert form["provision"].value() == "法律援助法第四十四条第二款"
    assert form["account"].value() == (
        "2026年3月4日先行提供法律援助，期限至2026年3月11日；期限届满没有补办手续。三次催告没有补交。"
    )


def test_cost_of_what_was_provided_first_stands_with_the_end(county):
    row = failed_then_terminated(county).terminations.get()
    assert (row.cost, row.what.ground) == (Decimal(300), "先行提供法律援助后没有在期限内补办手续")


def proposes(case, county, who="zhuren"):
    said = {"occasion": "request", "learnt_on": date(2026, 3, 9), "account": "书面要求终止。"}
    act(case, county, "propose_termination", at(3, 20), who, **said)


TALK = {"heard_on": date(2026, 3, 20), "heard_how": "电话", "heard": "同意。"}
WHY = {"reasons": "理由正当，予以终止。"}


def test_director_proposes_and_decides_alone_once_another_has_heard_the_recipient(county):
    case = walk(county, "hold_first_meeting")
    proposes(case, county)
    assert case.turn == "window"
    act(case, county, "hear_recipient", at(3, 20, 10), "zhuren", **TALK)
    with pytest.raises(NotAllowed, match="先由另一人听取受援人的意见"):
        act(case, county, "terminate", at(3, 20, 11), "zhuren", **WHY)
    act(case, county, "hear_recipient", at(3, 20, 12), "guidang", **TALK)
    row = act(case, county, "terminate", at(3, 20, 13), "zhuren", **WHY)
    assert (case.state, row.alone) == (
        "terminated",
        f"（没有其他负责人，由提出人决定；{county.guidang.name}听取了意见）",
    )


def test_another_director_decides_where_there_is_one(county):
    deputy = county.shencha2
    case = walk(county, "hold_first_meeting")
    User.objects.filter(pk=deputy.pk).update(role="director", last_login=at(3, 1))
    proposes(case, county)
    act(case, county, "hear_recipient", at(3, 20, 12), "guidang", **TALK)
    with pytest.raises(NotAllowed, match="决定须由另一人作出"):
        act(case, county, "terminate", at(3, 20, 13), "zhuren", **WHY)
    deputy.refresh_from_db()
    row = act(case, county, "terminate", at(3, 20, 14), "shencha2", **WHY)
    assert row.alone == ""


def test_director_who_never_signed_in_holds_nobody_up(county):
    case = walk(county, "hold_first_meeting")
    User.objects.filter(pk=county.shencha2.pk).update(role="director")
    proposes(case, county)
    act(case, county, "hear_recipient", at(3, 20, 12), "guidang", **TALK)
    act(case, county, "terminate", at(3, 20, 13), "zhuren", **WHY)
    assert case.state == "terminated"
