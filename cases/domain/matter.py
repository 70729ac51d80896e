"""What a matter is today: stage, form of aid, organ, parties and contact change while it is handled (decision 59)."""

from django.dispatch import Signal

from cases.enums import State
from cases.law import closing_date, stages
from cases.models import Case, Closure
from cases.permissions import handles
from cases.queries.amendment import changes_between, statement_of
from cases.queries.assignment import conflict_of
from cases.queries.conflict import office_of
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.safety import SAFE
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from . import appeal
from .amendment import Amended
from .assignment import current
from .intake import PERSON_FIELDS, correct_person, record_parties
from .papers import renew
from .representation import check_representative
from .search import index

# before stage or form of aid of `case` is changed: what rests on them refuses by a DomainError
restaging = Signal()
ELSEWHERE = "承办人或者所在机构在{number}中为对方办理，请核对是否有利益冲突"
SIDES = (
    "对方当事人",
    "对方当事人证件号码",
    "对方法定代表人、监护人",
    "对方配偶",
    "对方工作单位",
    "代理人",
    "代理人证件号码",
    "其他申请人",
)
FOLLOWING = ("agreement", "power_of_attorney", "official_letter", "closing_report")
EXAMINED = "结案材料已经审查通过，补贴按审查时的阶段核算。阶段有误的，请联系中心更新。"
CLOSED_BY = "本案已凭“{document}”登记结案，与“{stage}”阶段不符。请先撤销结案登记，再更新阶段。"


@CASE.step("update_matter")
def update_matter(case, *, by, at, reason, fields, contact, parties):
    """What is so now, with the reason. What was issued stays; agreement, mandate, letter and closing report are made anew where they
    would say something else, those of an earlier handler excepted.

    `fields`: stage, mode, applicant_role, organ, organ_number, amount; `contact`: phone, address, whom to reach and how safely; `parties` as for `intake.apply`.
    """
    if len(reason.strip()) < 4:
        raise DomainError("请写明更新的理由（不少于4个字）。", field="reason")
    person = {name: getattr(case.applicant, name) for name in PERSON_FIELDS} | contact
    on_file = {"unrepresented": case.unrepresented, "capacity": case.capacity}
    check_representative(person, parties, on_file | fields, at)
    _check_stage(case, fields, by)

    before, stood = statement_of(case), (case.stage, case.mode)
    safe_before = _safe(case.applicant)
    for name, value in fields.items():
        setattr(case, name, value)
    correct_person(case, person)
    case.secret = case.secret or case.applicant.guarded
    dead = {(row.role, row.name_key): row.died_on for row in case.parties.exclude(died_on=None)}
    case.parties.all().delete()
    record_parties(case, parties)
    _still_dead(case, dead)
    case._prefetched_objects_cache = {}

    changes = changes_between(before, statement_of(case))
    if not changes:
        raise DomainError("没有改动任何一项。")

    if _safe(case.applicant) != safe_before:
        tell_other_cases(case)
    if case.stage != stood[0]:
        appeal.follow(case, at)
    renew_following(case, by, at, reason)
    index(case)
    told = [changes, tell_conflict(case) if _other_sides(before, case) else ""]
    said = "；".join(filter(None, told))
    return Amended(said, _restaged(stood, (case.stage, case.mode)))


def _still_dead(case, dead):
    """Whoever stays stays as they were. `dead`: {(role, key of the name): the day}."""
    for row in case.parties.all():
        if died_on := dead.get((row.role, row.name_key)):
            row.died_on = died_on
            row.save(update_fields=["died_on"])


def _restaged(before, after):
    """仲裁→一审，劳动仲裁代理→民事诉讼代理: kept beside the sentence, for whoever examines the closing file (decision 75)."""
    pairs = zip(before, after, strict=True)
    return "，".join(f"{old or '未填'}→{new}" for old, new in pairs if old != new)


def _other_sides(before, case):
    after = statement_of(case)
    return any(before[name] != after[name] for name in SIDES)


def tell_conflict(case):
    """Another opponent may be one for whom the handler or the firm acts elsewhere, another of our side one against whom (Procedure Rules
    art. 38), either somebody of the office itself: the directors hear of it."""
    number = conflict_of(case, case.handler) if case.handler_id else ""
    found = [ELSEWHERE.format(number=number)] if number else []
    found += [hit.sentence.rstrip("。") for hit in office_of(case)]
    if not found:
        return ""

    said = "；".join(found)
    about, url = f"conflict:{case.pk}:{case.version}", case.get_absolute_url()
    directors = people_over(case.station, Role.DIRECTOR)
    notify_all(directors, about=about, kind="turn", text=f"{case.number}：{said}。", url=url)
    return said


def _safe(person):
    return [getattr(person, name) for name in (*SAFE, "contact_note")]


def tell_other_cases(case):
    """How somebody is reached without danger is so in all their matters: who registered and who handles another open one hears of it, not
    where it was stated."""
    others = Case.objects.of_person(case.applicant).open().exclude(pk=case.pk)
    for other in others.select_related("registered_by", "handler__user").order_by("pk"):
        users = {other.registered_by} | ({other.handler.user} if other.handler_id else set())
        said = f"{other.number}的当事人改变了联系的约定，联系以前请向本人核对，并更新本案。"
        about, url = f"safe:{other.pk}:{case.pk}:{case.version}", other.get_absolute_url()
        notify_all(users, about=about, kind="turn", text=said, url=url)


def _check_stage(case, fields, by):
    stage, mode = fields["stage"], fields["mode"]
    if (stage, mode) == (case.stage, case.mode):
        return

    if mode != case.mode and not by.may("cases.decide"):
        raise DomainError("援助方式由中心负责人变更。", field="mode")
    if case.state == State.ITEM_OWED and handles(by, case):
        raise DomainError(EXAMINED, field="stage")
    if wrong := stages.mismatch(case.kind, mode, stage):
        raise DomainError(wrong, field="stage")

    closure = Closure.objects.filter(case=case).first()
    if closure and closure.document not in closing_date.documents(case.kind, stage):
        raise DomainError(CLOSED_BY.format(document=closure.document, stage=stage), field="stage")
    restaging.send(Case, case=case)


def renew_following(case, by, at, reason):
    """The papers of the handler who has the case now."""
    if case.handler_id is None:
        return
    since = current(case).at
    facts = {"signed_on": case.signed_on}
    renew(case, by=by, at=at, reason=reason, kinds=FOLLOWING, since=since, **facts)
