"""Each of several applicants has a row of what is so of that person; here they come and go with the list, and are decided on with the case."""

from django.db.models import Q
from django.utils import timezone

from cases.models import FollowUp, GroupMember, Objection, RecipientPayment
from legalaid.platform.core.errors import DomainError

UNNAMED = "申请人共{count}人，名单登记了{listed}人，须逐人作出决定。请先在“共同申请人名单”补齐。"
HELD = "{name}已有款项给付、回访或者异议的登记，不能从名单移除。不再参加的，请登记退出。"


def enrol(case, *, at, reason=""):
    """A row for the applicant and for each person of the list who has none. Whoever joins a list after the decision is not decided on yet."""
    listed = list(case.joint_applicants.values_list("pk", flat=True))
    if not listed:
        case.members.all().delete()
        return

    there = set(case.members.values_list("joint", flat=True))
    joins = {}
    if case.decided_at and there:
        joins = {"joined_on": timezone.localdate(at), "joined_reason": reason}
    elif case.decided_at:  # names for those the decision was about
        joins = {
            "granted": case.decision.granted,
            "decided_on": timezone.localdate(case.decided_at),
        }
    new = [pk for pk in (None, *listed) if pk not in there]
    GroupMember.objects.bulk_create(GroupMember(case=case, joint_id=pk, **joins) for pk in new)


def take_off(case, keys):
    """Takes these rows off the list, unless money was paid to one of them, they were called or objected."""
    kept = GroupMember.objects.filter(case=case, joint__in=keys)
    payments, calls = RecipientPayment.objects.all(), FollowUp.objects.all()
    objected = Objection.objects.exclude(member=None)
    bound = kept.filter(
        Q(pk__in=payments.values("member"))
        | Q(pk__in=calls.exclude(member=None).values("member"))
        | Q(pk__in=objected.values("member"))
    )
    if one := bound.select_related("joint").first():
        raise DomainError(HELD.format(name=one.joint.name))
    case.joint_applicants.filter(pk__in=keys).delete()


def check_complete(case):
    """Each is granted or refused, so each is on the list. Raises DomainError."""
    if case.applicant_count < 2:
        return
    listed = case.members.count()
    if listed != case.applicant_count:
        raise DomainError(UNNAMED.format(count=case.applicant_count, listed=listed))


def settle(case, granted, *, by, at):
    """The decision on the case is that on each of its applicants who was not refused alone and has not left."""
    alone = Q(granted=False) & ~Q(grounds=[])
    of_the_case = case.members.filter(left_on=None).exclude(alone)
    of_the_case.update(granted=granted, decided_on=timezone.localdate(at), decided_by=by)


def member_of(case, pk):
    """Raises DomainError for whoever is not on the list of this case."""
    member = case.members.select_related("joint").filter(pk=pk).first()
    if member is None:
        raise DomainError("名单中没有这个人，请重新选择。", field="person")
    return member


def members_of(case, keys):
    """As `member_of`, of several; at least one."""
    found = list(case.members.select_related("joint").filter(pk__in=keys))
    if not found or len(found) != len(set(keys)):
        raise DomainError("请从名单中选择。", field="people")
    return found


def needs_reason(reason, field="reason"):
    if len(reason.strip()) < 4:
        raise DomainError("更正已经登记的内容，请写明理由（不少于4个字）。", field=field)


def because(reason):
    return f"。理由：{reason.strip()}" if reason.strip() else ""
