"""Whether somebody may be texted at this moment, and at which number (record 142)."""

from django.db.models import Q
from django.utils import timezone

from cases.enums import Capacity, Channel, PartyRole
from cases.law.notices import ADULT
from cases.law.protection import abused
from cases.models import Case, Consultation, Person
from cases.models.over import OVER
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.phones import MOBILE
from legalaid.platform.core.safety import Safe
from legalaid.platform.notifications.sentences import Reach

TEXTING = "短信"  # as the manners of reaching somebody are called


def case_of_text(row):
    """The case a text is about, with what decides whether it may go."""
    return Case.objects.select_related("applicant", "station", "cause").get(pk=row.subject_id)


def text_reach(row):
    """The number for a text to the recipient of its case, or why none may go."""
    case = case_of_text(row)
    person = case.applicant
    if bar := _bar(case, person):
        return Reach(bar=bar)

    number = person.dial
    if not MOBILE.fullmatch(number):
        return Reach(bar="登记的不是手机号" if number else "没有可以用的手机号")
    if any(party.phone == number for party in case.parties.filter(role=PartyRole.OPPONENT)):
        return Reach(bar="登记的号码与对方当事人的相同")
    if _forbidden_elsewhere(person, number):
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


def _names(cause):
    return (cause.name, *cause.path.split("/")) if cause.path else (cause.name,)


def _acted_for(case, person):
    """Whoever holds the telephone of a minor or of somebody without capacity may be the other side."""
    minor = bool(person.birth) and age(person.birth, timezone.localdate()) < ADULT
    return minor or case.capacity != Capacity.FULL


def _forbidden_elsewhere(person, number):
    """Whether another record of this human being, or of whoever has the number, says that texts there endanger somebody."""
    mark = blind(number, "person.phone")
    same = Q(phone_blind=mark)
    if person.id_blind:
        same |= Q(id_blind=person.id_blind)

    stated = Person.objects.filter(same | Q(being=person.being), safe=Safe.STATED)
    asked = Consultation.objects.filter(same, safe=Safe.STATED)
    return any(
        row.refusal_of(TEXTING) or row.safe_hours or row.dial != number
        for row in (*stated.exclude(pk=person.pk), *asked)
    )


def held_at(case):
    """Where the recipient is held, as far as the organ's notice or the way the application came tells; ""."""
    notice = getattr(case, "notice", None)
    if notice and notice.held_at:
        return notice.held_at
    return "监管场所" if case.channel == Channel.CUSTODY else ""
