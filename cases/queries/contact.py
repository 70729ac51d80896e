"""Whether somebody may be texted at this moment, and at which number (record 142)."""

from dataclasses import dataclass

from django.utils import timezone

from cases.enums import Capacity, Channel, PartyRole
from cases.law.notices import ADULT
from cases.law.protection import abused
from cases.models import Case, JointApplicant, Person
from cases.models.over import OVER
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.phones import MOBILE
from legalaid.platform.notifications.sentences import Reach

from .elsewhere import heed, stated_elsewhere

TEXTING, CALLING = "短信", "电话"  # as the manners of reaching somebody are called


def case_of_text(row):
    """The case a text is about, with what decides whether it may go; read once where it was read with others."""
    if "case" in vars(row):
        return row.case
    return Case.objects.select_related("applicant", "station", "cause").get(pk=row.subject_id)


@dataclass(frozen=True)
class Joint:
    """A joint applicant as somebody who is reached: of what was agreed on safe contact their list says nothing, so the applicant's holds."""

    row: JointApplicant
    lead: Person
    safe_person = safe_phone = reach = ""
    guarded = False

    @property
    def name(self):
        return self.row.name

    @property
    def dial(self):
        return "" if self.lead.refusal_of(CALLING) else self.row.phone

    @property
    def warning(self):
        return f"申请人{self.lead.name}：{self.lead.warning}" if self.lead.warning else ""

    def refusal_of(self, manner):
        return self.lead.refusal_of(manner)


def joint_key(row):
    """How a text knows a joint applicant: below nought, where a person of the register is above."""
    return -row.pk


def people_of(cases):
    """{case: [whom its texts go to]}: the applicant, and each joint applicant with a telephone of their own."""
    found = {case.pk: [case.applicant_id] for case in cases}
    for row in JointApplicant.objects.filter(case__in=found).select_related("case__applicant"):
        lead = row.case.applicant
        if row.phone and row.phone not in (lead.phone, lead.dial):
            found[row.case_id].append(joint_key(row))
    return found


def person_of_text(row, case):
    """Whom it is for."""
    if row.to > 0:
        return case.applicant
    joint = JointApplicant.objects.filter(pk=-row.to, case=case).first()
    return Joint(joint, case.applicant) if joint else None


def to_call(row, case):
    """Whom a text that did not go is told to by word of mouth, with what was agreed elsewhere too."""
    person = person_of_text(row, case) or case.applicant
    return heed(person)


def number_to_call(case, person):
    """The number at which this one may be called about the case, "" where there is none: nothing agreed anywhere forbids it, and it is not
    the opponent's."""
    number = heed(person).dial
    return "" if number and _is_opponents(case, number) else number


def _is_opponents(case, number):
    return any(party.phone == number for party in case.parties.filter(role=PartyRole.OPPONENT))


def text_reach(row):
    """The number for a text to the recipient of its case, or why none may go."""
    case = case_of_text(row)
    person = person_of_text(row, case)
    if person is None:
        return Reach(bar="已不在共同申请人名单上")
    joint = isinstance(person, Joint)
    if bar := _joint_bar(case, person) if joint else _bar(case, person):
        return Reach(bar=bar)

    number = person.dial
    if not MOBILE.fullmatch(number):
        return Reach(bar="登记的不是手机号" if number else "没有可以用的手机号")
    if _is_opponents(case, number):
        return Reach(bar="登记的号码与对方当事人的相同")
    if forbidden_elsewhere(person.row if joint else person, number):
        return Reach(bar="本人或者这个号码另有安全联系的约定")
    return Reach(number)


def _bar(case, person):
    """Why a machine does not text this person, whatever the number."""
    if case.state in OVER:
        return "案件已经结束"
    if held_at(case):
        return "受援人在押"
    if refusal := person.refusal_of(TEXTING):
        return refusal

    if person.guarded and person.safe_hours:
        return "只在约定的时间联系"
    if person.contact_note:
        return "有联系注意事项，须由人看过再联系"
    if not person.safe and abused(case.crowds, _names(case.cause), role=case.applicant_role):
        return "没有问过怎样联系才安全"
    return "由法定代理人、监护人代理，须由人联系" if _acted_for(case, person) else ""


def _joint_bar(case, person):
    """They live and work with the applicant: what keeps a text from one keeps it from the others."""
    if bar := _bar(case, person.lead):
        return bar
    if person.lead.guarded:
        return "申请人有安全联系的约定，须由人联系"
    birth = person.row.birth
    minor = birth and age(birth, timezone.localdate()) < ADULT
    return "由法定代理人、监护人代理，须由人联系" if minor else ""


def _names(cause):
    return (cause.name, *cause.path.split(" > ")) if cause.path else (cause.name,)


def _acted_for(case, person):
    """Whoever holds the telephone of a minor or of somebody without capacity may be the other side."""
    minor = bool(person.birth) and age(person.birth, timezone.localdate()) < ADULT
    return minor or case.capacity != Capacity.FULL


def forbidden_elsewhere(person, number):
    """Whether another record of this human being, or of whoever has the number, says that texts there endanger somebody."""
    (found,) = stated_elsewhere([(person, number)])
    return any(row.refusal_of(TEXTING) or row.safe_hours or row.dial != number for row in found)


def held_at(case):
    """Where the recipient is held, as far as the organ's notice or the way the application came tells; ""."""
    notice = getattr(case, "notice", None)
    if notice and notice.held_at:
        return notice.held_at
    return "监管场所" if case.channel == Channel.CUSTODY else ""
