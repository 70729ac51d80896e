"""Major and difficult cases are flagged and reported to the centre, discussed by several, with minutes and what follows (S6; 程序规定 ch. 5)."""

from django.db import transaction
from django.utils import timezone

from cases.enums import SEALED, Level, Vote
from cases.law.conflict import OTHER_SIDE, OWN_SIDE
from cases.law.major import TOLD
from cases.law.votes import COUNTED, carried, enough
from cases.models import Case, Discussant, Discussion, DiscussionTask, MajorFlag
from cases.queries.amendment import changes_between
from cases.queries.conflict import sides_of
from cases.queries.discussion import minutes_of
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.names import name_key
from legalaid.platform.core.words import moment
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from .assignment import in_order
from .correction import MOVED_ON, SAME, WHAT, reissue, standing
from .papers import renew
from .written import reasoned

verb("case.flagged_major", "报告为重大疑难案件：{ground}", data=("ground",), personal=("reason",))
verb("case.lifted_major", "取消重大疑难标记（{ground}）", data=("ground",), personal=("reason",))
verb(
    "case.discussion_called",
    "召集{level}，{when}{apart}",
    data=("level", "when"),
    personal=("question", "apart"),
)
verb("case.discussion_held", "{level}：{votes}", data=("level", "votes"), personal=("conclusion",))
verb(
    "case.discussion_corrected",
    "更正集体讨论记录：{changes}。理由：{reason}",
    personal=("changes", "reason"),
)
verb("case.discussion_cancelled", "取消{level}", data=("level",), personal=("reason",))
verb("case.discussion_task", "讨论后的事项已办", personal=("what",))

SEALED_NOW = "此案已封存，不再登记讨论。"
FLAGGED = "此案已按这一情形标记。"
WHY = "请写明理由（不少于4个字）。"
TWICE = "参加人有重复，请核对。"
KEPT_OUT = "{name}已回避此案，不能参加讨论。"
TOO_FEW = "发表意见的应当超过召集人数的一半，并且不少于2人；回避的不计。"
RECUSED_WHY = "{name}回避的，请写明理由。"
SPOKE = "{name}没有到场或者回避，不能登记意见。"
NOT_CARRIED = "多数人没有同意这一结论，仍按此结论的，请写明理由（不少于4个字）。"
TOO_EARLY = "还没有到召集的时间（{when}），已经提前讨论的，请写明原因（不少于4个字）。"
NAMESAKE = (
    "{name}与本案的{side}同名：是本人的不能参加讨论；不是的，请写明核对的情况（不少于4个字）。"
)
NOT_HELD = "这次讨论还没有登记结果。"
OVER = "这次讨论已经登记结果或者取消。"
CENTRES = "中心集体讨论由中心登记。"


@transaction.atomic
def flag(case, *, by, code, reason, at=None):
    """Reports a ground of 程序规定 chapter 5 to the centre; the directors hear of it."""
    at, case = at or timezone.now(), _held(case)
    if code not in dict(TOLD):
        raise DomainError("请选择情形。", field="code")
    _reasoned(reason, "reason")
    if case.major_flags.standing().filter(code=code).exists():
        raise DomainError(FLAGGED, field="code")

    row = MajorFlag.objects.create(case=case, code=code, reason=reason.strip(), by=by, at=at)
    _record("flagged_major", case, by, at, ground=str(row), reason=row.reason)
    text, url = f"{case.number}报告为重大疑难案件：{row}。", _page(case)
    people = [user for user in people_over(case.station, Role.DIRECTOR) if user.pk != by.pk]
    notify_all(people, about=f"major:{row.pk}", kind="turn", text=text, url=url)
    return row


@transaction.atomic
def lift(flag, *, by, reason, at=None):
    at, case = at or timezone.now(), _held(flag.case)
    row = MajorFlag.objects.select_for_update().get(pk=flag.pk)
    if row.lifted_at:
        raise StaleState("这一标记已经取消。")
    _reasoned(reason, "reason")
    row.lifted_by, row.lifted_at, row.lifted_why = by, at, reason.strip()
    row.save()
    _record("lifted_major", case, by, at, ground=str(row), reason=row.lifted_why)
    return row


@transaction.atomic
def call(case, *, by, level, question, planned_for, place, people, sent=(), apart="", at=None):
    """`people`: [(name, post)]; whoever keeps out of the case (recusal) is not called, nor a party of it; `apart`: how it was found that
    somebody only bears the name of one. The handler calls his own unit, the centre its own."""
    at, case = at or timezone.now(), _held(case)
    _right_level(level, by)
    if len(people) < 2:
        raise DomainError("讨论不少于2人，请逐行填写参加人。", field="people")
    if len({name for name, _ in people}) < len(people):
        raise DomainError(TWICE, field="people")
    kept_out = _kept_out(case)
    if barred := next((name for name, _ in people if name in kept_out), None):
        raise DomainError(KEPT_OUT.format(name=barred), field="people")
    _check_no_party(case, people, apart)

    facts = {"level": level, "question": question, "planned_for": planned_for, "place": place}
    row = Discussion.objects.create(case=case, by=by, at=at, sent=list(sent), **facts)
    Discussant.objects.bulk_create(
        Discussant(discussion=row, name=name, post=post) for name, post in people
    )
    told = {"level": row.get_level_display(), "when": moment(planned_for)}
    told["apart"] = f"（{apart.strip()}）" if apart.strip() else ""
    _record("discussion_called", case, by, at, question=question, **told)
    if case.handler_id and case.handler.user_id != by.pk:
        text = f"{case.number}{told['when']}{told['level']}，请准备汇报。"
        about = f"discussion:{row.pk}"
        notify_all([case.handler.user], about=about, kind="turn", text=text, url=_page(case))
    return row


def _right_level(level, by):
    if level == Level.CENTRE and by.role == Role.HANDLER:
        raise DomainError(CENTRES, field="level")


def _check_no_party(case, people, apart):
    """By name, as nothing else is on record of who is called."""
    for side, parties in zip((OWN_SIDE, OTHER_SIDE), sides_of(case), strict=True):
        known = {name_key(name) for name, _ in parties} - {""}
        for name, _ in people:
            if name_key(name) in known and len(apart.strip()) < 4:
                raise DomainError(NAMESAKE.format(name=name, side=side), field="apart")


def _kept_out(case):
    keys = [key for key in case.recused.split(",") if key]
    return set(User.objects.filter(pk__in=keys).values_list("name", flat=True)) if keys else set()


@transaction.atomic
def hold(discussion, *, by, held_on, said, conclusion, against_why="", early="", tasks=(), at=None):
    """What was said and concluded. `said`: {person key: (vote, opinion)}; `tasks`: [(what, who, due_on)]; `early`: why it was held before
    the hour it was called for. The minutes are a paper."""
    at, case = at or timezone.now(), _held(discussion.case)
    row = _open(discussion)
    _right_level(row.level, by)
    if at < row.planned_for and len(early.strip()) < 4:
        raise DomainError(TOO_EARLY.format(when=moment(row.planned_for)), field="early")

    people = list(row.people.all())
    row.early = early.strip() if at < row.planned_for else ""
    row.held_on, row.conclusion, row.against_why = held_on, conclusion.strip(), against_why.strip()
    votes = _write(row, case, people, said, at)

    row.recorded_by, row.recorded_at, row.version = by, at, row.version + 1
    row.save()
    _follow(row, tasks)
    told = {"level": row.get_level_display(), "votes": votes_told(votes)}
    _record("discussion_held", case, by, at, conclusion=row.conclusion, **told)
    CASE.issue("discussion_minutes", case, by=by, at=at, discussion=row)
    return row


def _follow(row, tasks):
    DiscussionTask.objects.bulk_create(
        DiscussionTask(discussion=row, what=what, who=who, due_on=due_on)
        for what, who, due_on in tasks
    )


def _write(row, case, people, said, at):
    """Who said what, and what came of it: [vote]. Nothing is kept that cannot be."""
    in_order(case.received_at, row.held_on, at, "讨论日期", "held_on")
    kept_out = _kept_out(case)
    for one in people:
        one.vote, one.opinion = said[one.pk]
        _check_said(one)
        if one.name in kept_out and one.vote in COUNTED:
            raise DomainError(KEPT_OUT.format(name=one.name), field=f"vote-{one.pk}")

    votes = [one.vote for one in people]
    if not enough(votes):
        raise DomainError(TOO_FEW)
    if not carried(votes) and len(row.against_why) < 4:
        raise DomainError(NOT_CARRIED, field="against_why")
    _reasoned(row.conclusion, "conclusion", "请写明讨论的结论（不少于4个字）。")
    Discussant.objects.bulk_update(people, ["vote", "opinion"])
    return votes


@transaction.atomic
def correct_minutes(
    discussion, *, by, said, reason, missing=(), tasks=None, at=None, seen=None, **facts
):
    """What was written down wrongly (`facts`: question, place, held_on, conclusion, against_why; `said` as for `hold`; `tasks`: those that are
    not done, as they should stand), and who was left out (`missing`: [(name, post, vote, opinion)]): the minutes are issued anew and
    say which they replace, as is the handling record that quotes them. Not once the file is sealed."""
    at, case = at or timezone.now(), _held(discussion.case)
    row = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if row.held_on is None:
        raise StaleState(NOT_HELD)
    if seen is not None and seen != row.version:
        raise StaleState(MOVED_ON)
    _right_level(row.level, by)
    reasoned(reason, WHAT)

    before = minutes_of(row)
    for name, value in facts.items():
        setattr(row, name, value)
    added = _added(row, case, missing)
    _write(row, case, list(row.people.all()), said | added, at)
    if tasks is not None:
        row.tasks.filter(done_on=None).delete()
        _follow(row, tasks)
    row.version += 1
    row.save()

    changes = changes_between(before, minutes_of(row))
    if not changes:
        raise DomainError(SAME)
    _record("discussion_corrected", case, by, at, changes=changes, reason=reason.strip())
    told = {"by": by, "at": at, "reason": reason.strip()}
    issued = {"of": ("case", case.pk), "issued_at": row.recorded_at}
    replaces = {"before": standing("discussion_minutes", **issued), "why": told["reason"]}
    context = CASE.paper_contexts["discussion_minutes"](
        case, by=by, at=at, discussion=row, **replaces
    )
    reissue("discussion_minutes", context=context, **issued, **told)
    renew(case, kinds=("progress_record",), **told)
    return row


def _added(row, case, missing):
    """{key: (vote, opinion)} of those who were left out, each written down as somebody who took part."""
    known, kept_out, said = set(row.people.values_list("name", flat=True)), _kept_out(case), {}
    for number, (name, post, vote, opinion) in enumerate(missing, 1):
        if name in known:
            raise DomainError(TWICE, field=f"name-{number}")
        if name in kept_out and vote in COUNTED:
            raise DomainError(KEPT_OUT.format(name=name), field=f"name-{number}")
        known.add(name)
        made = Discussant.objects.create(discussion=row, name=name, post=post)
        said[made.pk] = vote, opinion
    return said


def _check_said(one):
    if one.vote == Vote.RECUSED and not one.opinion.strip():
        raise DomainError(RECUSED_WHY.format(name=one.name))
    if one.vote == Vote.ABSENT and one.opinion.strip():
        raise DomainError(SPOKE.format(name=one.name))


def votes_told(votes):
    """同意3人，保留意见1人."""
    return "，".join(
        f"{Vote(kind).label}{votes.count(kind)}人" for kind in Vote.values if kind in votes
    )


@transaction.atomic
def cancel(discussion, *, by, reason, at=None):
    at, case = at or timezone.now(), _held(discussion.case)
    row = _open(discussion)
    _right_level(row.level, by)
    _reasoned(reason, "reason")
    row.cancelled_at, row.cancelled_why, row.version = at, reason.strip(), row.version + 1
    row.save()
    level = row.get_level_display()
    _record("discussion_cancelled", case, by, at, level=level, reason=row.cancelled_why)
    return row


@transaction.atomic
def settle_task(task, *, by, at=None):
    at, case = at or timezone.now(), _held(task.discussion.case)
    if DiscussionTask.objects.filter(pk=task.pk, done_on=None).update(
        done_on=timezone.localdate(at)
    ):
        _record("discussion_task", case, by, at, what=task.what)
    return task.discussion


def _open(discussion):
    row = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if row.held_on or row.cancelled_at:
        raise StaleState(OVER)
    return row


def _held(case):
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.state in SEALED:
        raise StaleState(SEALED_NOW)
    return locked


def _reasoned(text, field, message=WHY):
    if len(text.strip()) < 4:
        raise DomainError(message, field=field)


def _page(case):
    return f"{case.get_absolute_url()}discussions/"


def _record(key, case, by, at, **data):
    record(f"case.{key}", by=by, at=at, workflow="case", subject_id=case.pk, **data)
