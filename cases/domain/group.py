"""Several applicants of one case: what is received of each, who leaves and joins, who stands first, who represents them, the report to the centre."""

from dataclasses import dataclass

from django.utils import timezone

from cases.enums import MemberMeans, MemberPaper
from cases.law.checklist import LIST
from cases.law.protection import kept_apart
from cases.models import GroupReport
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.safety import SAFE
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.office.addresses import address
from stations.queries.station import people_over

from .assignment import in_order
from .intake import age_on, remember_person
from .matter import renew_following, tell_conflict
from .members import because, member_of, members_of, needs_reason
from .papers import renew
from .representation import check_representative
from .search import index

LEADS = "{name}列在首位，文书以其名义出具。请先办理“变更列在首位的人”。"
WITH_AGENT = "登记的代理人是原来列在首位的人的代理人。请先更新或者更正代理人，再变更。"
ASKED = "{number}有{count}名受援人，达到了本中心报告、讨论的人数，请在首次会见后向中心报告，并安排集体讨论。"
REPORTED = "{number}：承办人报告群体性案件（{count}人），请查看。"


@dataclass(frozen=True)
class Noted:
    """What the history says of it."""

    count: int = 0
    who: str = ""
    what: str = ""
    why: str = ""
    before: str = ""
    after: str = ""


def names(members):
    return "、".join(map(str, members))


@CASE.step("check_members")
def check_members(
    case, *, by, at, people, papers=(), received_on=None, means="", undo=False, reason=""
):
    """What was received of these people and what was found of their means (Law art. 41). `undo`: the papers were not received after all."""
    members = members_of(case, people)
    if not papers and not means:
        raise DomainError("请选择收到的材料，或者经济状况。", field="papers")
    if papers and not undo:
        in_order(case.received_at, received_on, at, "收到日期", "received_on")
    if undo or any(means and one.means not in ("", means) for one in members):
        needs_reason(reason)

    for one in members:
        for code in papers:
            if undo:
                one.papers.pop(code, None)
            else:
                one.papers.setdefault(code, received_on.isoformat())
        one.means = means or one.means
        one.save(update_fields=["papers", "means"])

    if MemberPaper.SIGNED in papers and not undo:
        _signed(case, received_on)
    said = [MemberPaper(code).label for code in papers]
    said = [f"{'撤回登记' if undo else '收到'}{'、'.join(said)}"] if said else []
    said += [MemberMeans(means).label] if means else []
    what = f"{'，'.join(said)}（{names(members)}）"
    return Noted(len(members), what=what, why=because(reason))


def _signed(case, received_on):
    """The list of all counts as received once each of them has signed."""
    rows = case.materials.filter(slot=LIST)
    everybody = list(case.members.filter(left_on=None).exclude(granted=False))
    complete = all(MemberPaper.SIGNED in one.papers for one in everybody)
    if complete:
        rows.filter(received_on=None).update(received_on=received_on, owed_by=None)


@CASE.step("leave_group")
def leave_group(case, *, by, at, person, left_on, reason):
    """One leaves, the others go on; what is printed from now on does not name the person."""
    member = member_of(case, person)
    check_follows(member)
    if member.left_on:
        raise DomainError(f"{member}已经登记退出。", field="person")
    in_order(case.received_at, left_on, at, "退出日期", "left_on")
    needs_reason(reason)

    member.left_on, member.left_reason, member.representative = left_on, reason.strip(), False
    member.save()
    renew_all(case, by, at, f"{member}退出")
    return Noted(who=str(member))


@CASE.step("rejoin_group")
def rejoin_group(case, *, by, at, person, reason):
    """The leaving was registered wrongly, or taken back in time."""
    member = member_of(case, person)
    if member.left_on is None:
        raise DomainError(f"{member}没有登记退出。", field="person")
    if member.ended:
        raise DomainError(f"对{member}已经决定终止，请办理“撤销对其中一人的终止”。", field="person")
    needs_reason(reason)

    what = "死亡" if member.died_on else "退出"
    member.left_on, member.left_reason, member.died_on = None, "", None
    member.save()
    renew_all(case, by, at, f"撤销{member}的{what}登记")
    return Noted(who=str(member), what=what)


def check_follows(member):
    """Whoever stands first is not decided on or let go by itself."""
    if member.leads:
        raise DomainError(LEADS.format(name=member), field="person")


def renew_all(case, by, at, reason):
    """The papers that name everybody, as far as they were issued."""
    renew(case, by=by, at=at, reason=reason, kinds=("application",))
    renew_following(case, by, at, reason)


@CASE.step("change_lead")
def change_lead(case, *, by, at, person, reason, unrepresented=""):
    """Another of them stands first, whose name the case and its papers go by; who stood first is on the list from now on. What was found
    of the household of the former stays with the application. `unrepresented`: why nobody acts for one under age."""
    member, lead = member_of(case, person), case.members.get(joint=None)
    if member.leads or not member.stands:
        raise DomainError("请选择名单中仍在参加的另一人。", field="person")
    if case.representative:
        raise DomainError(WITH_AGENT)
    needs_reason(reason)

    row, before = member.joint, case.applicant
    day = timezone.localdate(case.received_at)
    crowds, said = row.counted_as(case, day), contact_of(member)
    facts = said | {
        "name": row.name,
        "id_number": row.id_number,
        "id_kind": row.id_kind or IdKind.NONE,
    }
    facts |= {"sex": row.sex, "birth": row.birth, "phone": row.phone}
    check_representative(facts, (), {"unrepresented": unrepresented}, at)

    _put_on_list(row, before, case.crowds)
    for name, value in contact_of(before).items():
        setattr(lead, name, value)
    case.secret = case.secret or lead.guarded
    case.applicant = remember_person(facts)
    case.applicant_age, case.crowds = age_on(day, case.applicant.birth), crowds
    case.capacity, case.unrepresented = "", unrepresented
    case.secret = case.secret or kept_apart(crowds, guarded=case.applicant.guarded)
    member.joint, lead.joint = None, row
    member.save()
    lead.save()

    case._prefetched_objects_cache = {}
    renew_all(case, by, at, reason)
    index(case)
    tell_conflict(case)
    return Noted(before=before.name, after=case.applicant.name)


def contact_of(person):
    """Where and how somebody is reached, which goes with the person to another place on the list."""
    return {name: getattr(person, name) for name in ("address", *SAFE, "contact_note")}


def _put_on_list(row, person, crowds):
    for name in ("name", "id_kind", "id_number", "sex", "birth", "phone"):
        setattr(row, name, getattr(person, name))
    row.id_blind = blind(row.id_number, "person.id_number") if row.id_number else ""
    row.crowds, row.amount = crowds, None
    row.save()


@CASE.step("elect")
def elect(case, *, by, at, people, reason=""):
    """Whom they have chosen to stand for all of them (推选代表人)."""
    members = members_of(case, people)
    if gone := [one for one in members if not one.stands]:
        raise DomainError(f"{names(gone)}已退出或者未获援助，不能作代表人。", field="people")

    before = set(case.members.filter(representative=True).values_list("pk", flat=True))
    chosen = {one.pk for one in members}
    if before == chosen:
        raise DomainError("没有改动任何一项。")
    if before:
        needs_reason(reason)
    case.members.update(representative=False)
    case.members.filter(pk__in=chosen).update(representative=True)
    return Noted(len(members), what=names(members), why=because(reason))


@CASE.step("report_group")
def report_group(case, *, by, at, facts, measures):
    """The handler tells the centre of a matter of many people; the directors hear of it."""
    report = GroupReport.objects.create(case=case, facts=facts, measures=measures, by=by, at=at)
    text = REPORTED.format(number=case.number, count=case.applicant_count)
    directors = people_over(case.station, Role.DIRECTOR)
    url = address("cases:group", case.pk)
    notify_all(directors, about=f"group:{report.pk}", kind="turn", text=text, url=url)
    return Noted(case.applicant_count)


@CASE.on_done
def ask_for_report(case, step, by, at):
    """Whoever takes a matter of many people is told what it asks for."""
    if step.key != "accept_assignment" or CASE.denial("cases.report_group", by, case):
        return
    text = ASKED.format(number=case.number, count=case.applicant_count)
    url = address("cases:report_group", case.pk)
    notify_all([by], about=f"group_ask:{case.pk}:{case.version}", kind="turn", text=text, url=url)
