"""Which complaints a person may see, and what is asked of them: the bureau reads all of its county, whoever took one down only that it was
handed on, whoever is complained of nothing."""

from collections import Counter

from django.db.models import Q

from cases.models import Alarm
from cases.quality.enums.complaint import (
    ComplaintChannel,
    ComplaintLine,
    ComplaintOutcome,
    ComplaintState,
)
from cases.quality.models import Complaint, ComplaintInquiry
from cases.quality.periods import (
    COMPLAINT_ACCEPTANCE,
    COMPLAINT_ANSWER,
    COMPLAINT_INVESTIGATION,
)
from cases.queries.case import cases_for, reach_of
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.names import name_key
from legalaid.platform.procedure.deadlines import rule_for
from stations.models import Station
from stations.queries.station import people_over, station_of

ANSWERING = (
    Role.WINDOW,
    Role.STATION,
    Role.REVIEWER,
    Role.DIRECTOR,
    Role.HANDLER,
    Role.SUPERVISOR,
    Role.FINANCE,
)


def complaints_for(user):
    """The bureau: those of its stations; everyone else those they took down themselves. Of a complaint of oneself nothing."""
    station = station_of(user)
    if not user.may("complaints.take") or station is None:
        return Complaint.objects.none()
    rows = Complaint.objects.exclude(person=user)
    if user.role == Role.HANDLER:
        rows = rows.exclude(firm__handlers__user=user)
    if user.role != Role.BUREAU:
        return rows.filter(by=user)
    if station.covers_everything:
        return rows
    return rows.filter(station__in=Station.objects.subtree(station))


def works_for(user, firm):
    """Whether this person is of a firm that is complained of."""
    return firm is not None and firm.handlers.filter(user=user).exists()


def reads(user, complaint):
    """Whether this person reads what was said, and by whom: the bureau; whoever took it down until the bureau has taken it up."""
    return user.may("complaints.handle") or complaint.state == ComplaintState.RECEIVED


def waiting_complaints(user):
    if not user.may("complaints.handle"):
        return Complaint.objects.none()
    return complaints_for(user).filter(turn=user.role)


def inquiries_for(user):
    """What was asked of this person, and of nobody else."""
    if not user.may("complaints.reply"):
        return ComplaintInquiry.objects.none()
    return ComplaintInquiry.objects.filter(to=user).select_related("complaint")


def county_of(user):
    """Every station of the county, closed ones too: a complaint may come after."""
    station = station_of(user)
    if station is None:
        return Station.objects.none()
    return Station.objects.filter(path__startswith=f"{station.path.split('/')[0]}/")


def people_called(name, station):
    """Whoever works, or worked, for the county of `station` under this name; 张伟（城关法律服务所） tells two of them apart."""
    name, _, unit = name.strip().rstrip("）").partition("（")
    county = f"{station.path.split('/')[0]}/"
    here = Q(staff__station__path__startswith=county) | Q(handler__station__path__startswith=county)
    people = User.objects.filter(here, name=name.strip())
    if unit:
        people = people.filter(Q(staff__station__name=unit) | Q(handler__firm__name=unit))
    return list(people.distinct().order_by("pk"))


def case_called(number, user):
    """The case of this number within one's reach, however little of it one reads."""
    return reach_of(user).filter(number=number.strip()).first()


def alarm_for(user, pk):
    """A bad answer at the call back of a case one reads, of which no complaint was made."""
    made = Complaint.objects.standing().exclude(alarm=None).order_by().values("alarm")
    of_calls = Q(follow_up__isnull=False) | ~Q(call="")
    found = Alarm.objects.filter(of_calls, pk=pk).exclude(pk__in=made)
    found = found.select_related("case__applicant")
    return found.filter(case__in=cases_for(user).order_by()).first() if pk else None


def whom_to_ask(complaint):
    """Whoever of the county may be asked for a statement: those complained of among them, if they are still there."""
    station = complaint.station
    people = people_over(station, *ANSWERING)
    inside = User.objects.filter(
        Q(staff__station__in=Station.objects.subtree(station)) | Q(handler__station=station),
        role__in=ANSWERING,
        is_active=True,
    )
    keys = {*people.values_list("pk", flat=True), *inside.values_list("pk", flat=True)}
    if complaint.person_id:
        keys.add(complaint.person_id)
    if complaint.firm_id:
        keys.update(complaint.firm.handlers.values_list("user", flat=True))
    return User.objects.filter(pk__in=keys, is_active=True, role__in=ANSWERING).order_by("name")


def others_open(complaint, user):
    """The complaints into which this one may be merged: still looked into, and the same person's of the same matter."""
    rows = complaints_for(user).filter(
        state__in=(ComplaintState.RECEIVED, ComplaintState.INVESTIGATING)
    )
    rows = rows.filter(station=complaint.station).exclude(pk=complaint.pk)
    return rows.filter(pk__in=[row.pk for row in rows if repeats(complaint, row)])


def repeats(one, other):
    """Whether these are one person's complaints of one matter: of the same name, of the same person or office, and of no two cases. Those of
    somebody nameless are nobody's for certain."""
    named = one.name and name_key(one.name) == name_key(other.name)
    meant = (one.party, one.person_id, one.accused) == (other.party, other.person_id, other.accused)
    cases = {one.case_id, other.case_id} - {None}
    return bool(named and meant and len(cases) < 2)


def alike(complaint, user):
    """What may be the same complaint made again."""
    rows = complaints_for(user).exclude(pk=complaint.pk).standing()
    same = Q(pk__in=())
    if complaint.person_id:
        same |= Q(person=complaint.person_id)
    if complaint.firm_id:
        same |= Q(firm=complaint.firm_id)
    if complaint.case_id:
        same |= Q(case=complaint.case_id)
    return rows.filter(same)


def limits_unread(day):
    """Whether the office still has to enter the limits of the text that sets them."""
    keys = (COMPLAINT_ACCEPTANCE, COMPLAINT_INVESTIGATION, COMPLAINT_ANSWER)
    return not all(rule_for(rule.key, day).by_law for rule in keys)


def figures_of(user, year):
    """What came in a year, by channel, ground and outcome; what was registered by mistake is left out."""
    rows = complaints_for(user).filter(received_on__year=year)
    kept = rows.standing()
    counted = Counter()
    for channel, line, outcome in kept.values_list("channel", "line", "outcome"):
        counted.update((channel, line, outcome))
    parts = (
        ("方式", ComplaintChannel),
        ("事由", ComplaintLine),
        ("处理", ComplaintOutcome),
    )
    return {
        "received": kept.count(),
        "parts": [(name, [(one.label, counted[one]) for one in codes]) for name, codes in parts],
    }
