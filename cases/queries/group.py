"""The people of a case of several applicants, one by one and together."""

from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cases.enums import MemberPaper
from cases.models import Case, GroupMember, JointApplicant, RecipientPayment
from cases.workflow import CASE

ZERO = Decimal(0)
STANDS = Q(left_on=None) & ~Q(granted=False)
LISTED = GroupMember._meta.ordering  # said again where rows are grouped
PAID = Sum("payments__amount", filter=Q(payments__voided_at=None))


def people_of(case):
    """Everybody of the list, the applicant first, with what each was paid."""
    return case.members.select_related("joint").annotate(paid=PAID).order_by(*LISTED)


def place_of(member):
    """Its number on the list, the applicant being the first."""
    if member.leads:
        return 1
    return 2 + member.case.members.filter(joint__lt=member.joint_id).count()


def standing_of(case):
    """Those a paper speaks for: not refused, not gone, and once the case is decided on, granted."""
    found = case.members.filter(left_on=None).exclude(granted=False)
    if case.decided_at:
        found = found.filter(granted=True)
    return found.select_related("joint")


def joint_standing(case):
    """Of the list beside the applicant those a paper speaks for."""
    return [one.joint for one in standing_of(case).exclude(joint=None)]


def totals_of(case):
    """How many there are of each sort, and the sums, in one query; payments in another."""
    members = GroupMember.objects.filter(case=case).order_by()
    totals = members.aggregate(
        all=Count("pk"),
        refused=Count("pk", filter=Q(granted=False)),
        left=Count("pk", filter=Q(left_on__isnull=False)),
        waiting=Count("pk", filter=WAITING),
        represent=Count("pk", filter=Q(representative=True)),
        claimed=Sum("joint__amount"),
        won=Sum("won"),
    )
    paid = RecipientPayment.objects.filter(member__case=case, voided_at=None)
    return totals | {"paid": paid.aggregate(sum=Sum("amount"))["sum"] or ZERO}


WAITING = Q(granted=None, left_on=None, joined_on__isnull=False)  # joined later, not decided on


def won_together(case):
    return case.members.order_by().aggregate(sum=Sum("won"))["sum"] or ZERO


def paid_by(members):
    """{key of a member: [(day, sum)]} of what each was paid and stands."""
    rows = RecipientPayment.objects.filter(member__in=members, voided_at=None).order_by()
    found = {}
    for key, day, amount in rows.values_list("member", "paid_on", "amount"):
        found.setdefault(key, []).append((day, amount))
    return found


def payments_of(case):
    """Every payment of its people, the latest first, those voided among them."""
    rows = RecipientPayment.objects.filter(member__case=case)
    joined = ("member__joint", "member__case__applicant", "by", "voided_by")
    return rows.select_related(*joined).order_by("-paid_on", "-pk")


def sample_of(case):
    """The sample that stands: the last one drawn; None where there is none."""
    return case.call_samples.last()


def elsewhere(case):
    """[(name, number of the case)]: who of these people stands in another open case of the same cause, by the number of the document."""
    mine = {case.applicant.id_blind: case.applicant.name}
    mine |= dict(case.joint_applicants.exclude(id_blind="").values_list("id_blind", "name"))
    mine.pop("", None)
    return [(mine[blind], number) for blind, number in met_elsewhere(case, list(mine))]


def met_elsewhere(case, blinds):
    """[(number of the document as blinded, number of the case)] of these in other open cases of the same cause."""
    if not blinds:
        return []
    others = Case.objects.filter(cause=case.cause_id).exclude(pk=case.pk)
    others = others.exclude(state__in=CASE.final)
    own = others.filter(applicant__id_blind__in=blinds)
    rows = JointApplicant.objects.filter(id_blind__in=blinds, case__in=others)

    found = {
        *own.values_list("applicant__id_blind", "number"),
        *rows.values_list("id_blind", "case__number"),
    }
    return sorted(found)


def is_reported(case):
    return case.group_reports.exists()


def with_calls(members):
    """Whether each was reached by a call of the sample."""
    reached = GroupMember.objects.filter(pk=OuterRef("pk"), calls__result="reached")
    return members.annotate(reached=Exists(reached))


def narrowed(members, show, sample):
    """Those of one sort alone; `show` that names none leaves all."""
    match show:
        case "papers":
            return members.exclude(papers__has_keys=list(MemberPaper.values)).filter(STANDS)
        case "refused":
            return members.filter(granted=False)
        case "waiting":
            return members.filter(WAITING)
        case "left":
            return members.filter(left_on__isnull=False)
        case "unpaid":
            return members.filter(granted=True, won__gt=Coalesce(F("paid"), ZERO))
        case "sample":
            return members.filter(pk__in=sample.drawn if sample else ())
    return members
