"""What a matter is today: stage, form of aid, organ, parties and contact change while it is handled (decision 59)."""

from django.dispatch import Signal

from cases.law import closing_date, stages
from cases.models import Case, Closure
from cases.queries.amendment import changes_between, statement_of
from cases.queries.assignment import conflict_of
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from .amendment import Amended
from .assignment import current
from .intake import PERSON_FIELDS, correct_person, record_parties
from .papers import renew
from .representation import check_representative
from .search import index

# before stage or form of aid of `case` is changed: what rests on them refuses by a DomainError
restaging = Signal()
OPPONENTS = ("对方当事人", "对方当事人证件号码")
FOLLOWING = ("agreement", "power_of_attorney", "official_letter", "closing_report")
CLOSED_BY = "本案已凭“{document}”登记结案，与“{stage}”阶段不符。请先撤销结案登记，再更新阶段。"


@CASE.step("update_matter")
def update_matter(case, *, by, at, reason, fields, contact, parties):
    """What is so now, with the reason. What was issued stays; agreement, mandate, letter and closing report are made anew where they
    would say something else, those of an earlier handler excepted.

    `fields`: stage, mode, applicant_role, organ, organ_number, amount; `contact`: phone and address; `parties` as for `intake.apply`.
    """
    if len(reason.strip()) < 4:
        raise DomainError("请写明更新的理由（不少于4个字）。", field="reason")
    person = {name: getattr(case.applicant, name) for name in PERSON_FIELDS} | contact
    on_file = {"unrepresented": case.unrepresented, "capacity": case.capacity}
    check_representative(person, parties, on_file | fields, at)
    _check_stage(case, fields, by)

    before = statement_of(case)
    for name, value in fields.items():
        setattr(case, name, value)
    correct_person(case, person)
    case.parties.all().delete()
    record_parties(case, parties)
    case._prefetched_objects_cache = {}

    changes = changes_between(before, statement_of(case))
    if not changes:
        raise DomainError("没有改动任何一项。")

    _renew(case, by, at, reason)
    index(case)
    return Amended("；".join(filter(None, [changes, _tell_conflict(case, before)])))


def _tell_conflict(case, before):
    """Another opponent may be one for whom the handler or the firm acts elsewhere (Procedure Rules art. 38): the directors hear of it."""
    after = statement_of(case)
    if case.handler_id is None or all(before[name] == after[name] for name in OPPONENTS):
        return ""
    number = conflict_of(case, case.handler)
    if not number:
        return ""

    said = f"承办人或者所在机构在{number}中为对方办理，请核对是否有利益冲突"
    about, url = f"conflict:{case.pk}:{case.version}", case.get_absolute_url()
    directors = people_over(case.station, Role.DIRECTOR)
    notify_all(directors, about=about, kind="turn", text=f"{case.number}：{said}。", url=url)
    return said


def _check_stage(case, fields, by):
    stage, mode = fields["stage"], fields["mode"]
    if (stage, mode) == (case.stage, case.mode):
        return

    if mode != case.mode and not by.may("cases.decide"):
        raise DomainError("援助方式由中心负责人变更。", field="mode")
    if wrong := stages.mismatch(case.kind, mode, stage):
        raise DomainError(wrong, field="stage")

    closure = Closure.objects.filter(case=case).first()
    if closure and closure.document not in closing_date.documents(case.kind, stage):
        raise DomainError(CLOSED_BY.format(document=closure.document, stage=stage), field="stage")
    restaging.send(Case, case=case)


def _renew(case, by, at, reason):
    """The papers of the handler who has the case now."""
    if case.handler_id is None:
        return
    since = current(case).at
    facts = {"signed_on": case.signed_on}
    renew(case, by=by, at=at, reason=reason, kinds=FOLLOWING, since=since, **facts)
