"""An organ notifies us to assign a lawyer (Law art. 25, 28, 36): nobody applies, nothing is examined; three days to assign and answer."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from cases import periods
from cases.enums import Channel, Kind, Notified, Organ, State
from cases.law import unclear
from cases.law.notices import answered_by, in_one_spelling, why_impossible
from cases.models import Case, Hearing, MaterialItem, Notice
from cases.queries.amendment import changes_between, statement_of
from cases.queries.coaccused import defenders_of_others
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.names import name_key
from legalaid.platform.core.numbering import hold_numbers
from legalaid.platform.notifications.send import notify as message
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from . import counted
from .amendment import Amended
from .intake import age_on, case_number, correct_person, remember_person
from .papers import renew
from .search import index

NOON = time(12)
TOLD = ("assignment_notice", "official_letter", "refusal_letter")
UNSIGNED = ("agreement", "power_of_attorney", "consent_record")
PAPER = {"slot": "notice", "title": "办案机关通知书", "required": True}
IDENTITY = {"slot": "identity", "title": "身份证明", "why": "通知书附有的", "required": False}
PROCEDURE = {
    "slot": "procedure_papers",
    "title": "拘留、逮捕通知书或者起诉书等程序文书",
    "why": "证明所处阶段",
    "required": False,
}


def notify(*, by, token, fields, person, notice, short, known=None, at=None):
    """Register a notice; the same `token` twice returns the first case. `fields`: Case field values, `notice`: those of the Notice,
    `known`: as for `intake.apply`.

    Raises DomainError for dates that cannot be, a situation this organ cannot notify of, or a paper registered before.
    """
    at = at or timezone.now()
    notice = notice | {"number": in_one_spelling(notice["number"])}
    with transaction.atomic():
        # of two who have the same paper in hand the second waits, and finds what the first registered
        hold_numbers("case", [timezone.localdate(at).year])
        if earlier := Case.objects.filter(token=token).first():
            return earlier

        case = case_of(fields, token)
        check(case, notice, person, at)
        _ask_of_another(case, notice, person)
        told = {
            "applicant": person["name"],
            "organ": case.organ,
            "number": notice["number"],
            "received_on": notice["received_on"],
            "situation": Notified(case.notified),
        }
        facts = {"person": person, "known": known, "notice": notice, "short": short}
        return CASE.open(case, "notify", _notify, by=by, at=at, facts=told | facts)


def case_of(fields, token):
    """The case of a notice before it is kept."""
    fixed = {"state": State.GRANTED, "channel": Channel.NOTICE, "kind": Kind.CRIMINAL}
    return Case(token=token, **fixed | fields)


def _notify(case, *, by, at, person, known, notice, short, **_):
    """The case stands ready for assignment; the three days run from the day the notice came in (Law art. 36)."""
    received_on = notice["received_on"]
    case.applicant = remember_person(person, known)
    case.number = case_number(at, short)
    case.registered_by, case.received_at = by, moment_of(received_on, at)
    follow(case, notice)
    case.save()

    row = Notice.objects.create(case=case, **notice)
    _call_to_court(case, row, by)
    MaterialItem.objects.bulk_create(papers_of(case, received_on))

    deadlines.start("case", case.pk, periods.NOTIFIED_ASSIGNMENT.key, case.received_at)
    index(case)
    return case


CASE.step("notify")(_notify)


def renew_told(case, by, at):
    """What went out with a part of the notice left open says it now; what was signed stays."""
    unsigned = () if case.signed_on else UNSIGNED
    facts = {"handler": case.handler, "kinds": (*TOLD, *unsigned)}
    if case.handler:
        renew(case, by=by, at=at, reason="通知书看不清的内容已核实", **facts)


def papers_of(case, received_on):
    """The lines of its material: the notice, in hand, and what may have come with it."""
    in_hand = MaterialItem(case=case, **PAPER, why=asked_by(case), received_on=received_on)
    return [in_hand, *(MaterialItem(case=case, **row) for row in (IDENTITY, PROCEDURE))]


def asked_by(case):
    """The article on which the notice rests."""
    article = answered_by(case.notified)
    return f"法律援助法{article}" if article else ""


def _call_to_court(case, notice, by, before=None):
    """The hearing the notice names stands on the calendar; one it named `before` becomes this one, unless it was moved since."""
    known = case.hearings.filter(starts_at=before, cancelled=False) if before else None
    if known and notice.hearing_at:
        known.update(starts_at=notice.hearing_at, place=notice.hearing_place)
    elif known:
        known.update(cancelled=True)
    elif notice.hearing_at and not before:
        facts = {"hearing_at": notice.hearing_at, "hearing_place": notice.hearing_place}
        hearing_of(case, facts, by).save()


def hearing_of(case, notice, by):
    facts = {"starts_at": notice["hearing_at"], "place": notice["hearing_place"]}
    return Hearing(case=case, by=by, organ=case.organ, **facts)


def moment_of(day, at):
    """When a notice that came in on `day` is taken to have come: now, or at noon of an earlier day (the law counts days)."""
    if day == timezone.localdate(at):
        return at
    return timezone.make_aware(datetime.combine(day, NOON))


def _receive(case, day, at):
    """Another day of receipt: the three days run anew from it, unless the organ has been answered."""
    case.received_at = moment_of(day, at)
    key = periods.NOTIFIED_ASSIGNMENT.key
    if case.deadlines.open().filter(rule=key).exists():
        deadlines.cancel("case", case.pk, key, at)
        deadlines.start("case", case.pk, key, case.received_at)


def _tell_of_two(case):
    """The director hears when the lawyer of this case turns out to defend another of the same crime: one of the two needs another."""
    same_crime, _ = defenders_of_others(case)
    if not (other := same_crime.get(case.handler_id)):
        return

    key, url = f"two:{case.pk}:v{case.version}", case.get_absolute_url()
    text = said("co_accused", number=case.number, other=other)
    for director in people_over(case.station, Role.DIRECTOR):
        message(director, key=key, kind="turn", text=text, url=url)


def follow(case, notice):
    """What follows from the notice: the age, whether the file is kept apart, the form of aid."""
    case.applicant_age = age_on(notice["received_on"], case.applicant.birth)
    minor = "minor" in case.crowds or case.notified == Notified.MINOR
    case.secret = minor or case.applicant.guarded
    case.mode = "" if case.notified == Notified.COMMITMENT else "刑事辩护"


def check(case, notice, person, at):
    """Refuses dates and situations that cannot be, and a paper registered for the same person before."""
    if wrong := next(faults_of(case, notice, person, at), None):
        raise wrong

    number, name = notice["number"], person["name"]
    if not number:  # nobody could read it
        return
    same = {"organ": case.organ, "applicant__name_key": name_key(name)}
    twins = Case.objects.filter(notice__number=number, **same)
    if id_number := person.get("id_number"):  # one paper may name two of one name
        ours = blind(id_number, "person.id_number")
        twins = twins.filter(applicant__id_blind__in=("", ours))
    if twin := twins.exclude(pk=case.pk).exclude(state=State.ANNULLED).first():
        registered = f"{case.organ}的这份通知书已为{name}登记（{twin.number}）。"
        raise DomainError(registered, field="number")


def _ask_of_another(case, notice, person):
    """The same organ, person and stage with another number may be one matter notified twice: whoever registers it says why it is none."""
    if len(notice.get("apart", "").strip()) >= 4:
        return

    alike = Case.objects.filter(
        channel=Channel.NOTICE,
        organ=case.organ,
        stage=case.stage,
        closed_on=None,
        applicant__name_key=name_key(person["name"]),
    )
    if id_number := person.get("id_number"):
        alike = alike.filter(applicant__id_blind__in=("", blind(id_number, "person.id_number")))

    if earlier := alike.exclude(state=State.ANNULLED).select_related("notice").first():
        told = f"{case.organ}已就{case.stage}阶段通知为{person['name']}指派律师（{earlier.number}，{earlier.notice.number}）"
        raise DomainError(
            f"{told}。是同一件的，不要再登记；确是另一件的，请写明理由（不少于4个字）。",
            field="apart",
        )


def faults_of(case, notice, person, at):
    """A DomainError for everything of a notice that cannot be; no row is looked up."""
    if not case.organ.strip():
        yield DomainError("请填写通知机关的名称。", field="organ")
    yield from _wrong_days(case, notice, at)
    values = {"stage": case.stage, "notified": case.notified, **notice}
    items = unclear.split(notice.get("unclear", ""))
    for field, sentence in unclear.faults_of(items, values, case.cause.level):
        yield DomainError(sentence, field=field)

    facts = {
        "organ": notice["organ_kind"],
        "organ_name": case.organ,
        "stage": case.stage,
        "role": case.applicant_role,
        "age": age_on(notice["dated_on"] or notice["received_on"], person["birth"]),
        "crowds": case.crowds,
    }
    if found := why_impossible(case.notified, **facts):
        field, sentence = found
        yield DomainError(sentence, field=field)


def _wrong_days(case, notice, at):
    received_on, dated_on = notice["received_on"], notice["dated_on"]
    if received_on > timezone.localdate(at):
        yield DomainError("收到日期不能晚于今天。", field="received_on")
    if case.assigned_at and received_on > timezone.localdate(case.assigned_at):
        yield DomainError("收到日期不能晚于指派日期。", field="received_on")
    if dated_on and dated_on > received_on:
        yield DomainError("通知书日期不能晚于收到日期。", field="dated_on")
    if (found_on := notice.get("found_on")) and found_on > (dated_on or received_on):
        yield DomainError("发现情形的日期不能晚于通知书日期。", field="found_on")

    hearing = notice.get("hearing_at")
    if hearing and notice["organ_kind"] != Organ.COURT:
        yield DomainError("只有人民法院的通知书写有开庭时间。", field="hearing_at")
    if hearing and timezone.localdate(hearing) < received_on:
        yield DomainError("开庭时间不能早于收到日期。", field="hearing_at")


@CASE.step("amend_notice")
def amend_notice(case, *, by, at, reason, fields, person, notice):
    """Corrects what was registered of a notice, and who it is about; the clock, the reply and the statistics follow anew.

    Arguments as for `notify`. The history says what was and what is; the person of earlier cases stays as recorded there.
    """
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")

    notice = notice | {"number": in_one_spelling(notice["number"])}
    before, row = statement_of(case), case.notice
    received_on, hearing_at, was_unclear = row.received_on, row.hearing_at, row.unclear
    for name, value in fields.items():
        setattr(case, name, value)
    check(case, notice, person, at)
    for name, value in notice.items():
        setattr(row, name, value)
    correct_person(case, person)

    changes = changes_between(before, statement_of(case))
    if not changes:
        raise DomainError("没有改动任何一项。")

    row.save()
    follow(case, notice)
    case.materials.filter(slot=PAPER["slot"]).update(why=asked_by(case))
    _call_to_court(case, row, by, hearing_at)
    if row.received_on != received_on:
        _receive(case, row.received_on, at)
    renew(case, by=by, at=at, reason="更正通知登记", kinds=("notice_reply",))
    if was_unclear:
        renew_told(case, by, at)
    _tell_of_two(case)
    index(case)
    counted.write([case])
    return Amended(changes)
