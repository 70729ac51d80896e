from django.db.models import Q

from cases.enums import PartyRole, Tie
from cases.law.conflict import (
    OTHER_SIDE,
    OWN_SIDE,
    Behind,
    behind_elsewhere,
    compare,
    in_order,
    known_elsewhere,
    ourselves,
    within,
    within_behind,
)
from cases.models import Case, Connected, JointApplicant, Party, Person
from legalaid.platform.core.names import name_key, name_sound, other_key

from .recusal import may_keep_out, office_over

MOST = 50  # hits of one kind; so many namesakes say no more
OURS = (PartyRole.REPRESENTATIVE,)


def conflicts_of(case):
    """Hits of the applicant's side and the opponents, and of who stands behind either, against every other case of the installation,
    against each other, and against those of the office who have to do with it."""
    ours, theirs = sides_of(case)
    others = {*_parties(case, ours, (PartyRole.OPPONENT,)), *_parties(case, theirs, OURS)}
    others |= {*_applicants(case, theirs), *_joint(case, theirs)}

    behind = behind_of(case, ours, theirs)
    inside = [*within(case.pk, ours, theirs), *_office(case, behind, ours, theirs)]
    outside = [*compare(ours, theirs, sorted(others)), *_connected(case, behind, ours, theirs)]
    return in_order([*inside, *outside])


def sides_of(case):
    """([(name, blind)] of the applicant's side, the same of the opponents)."""
    beside = [party for party in case.parties.all() if party.role in OURS]
    records = Person.objects.filter(being=case.applicant.being).order_by("-pk")
    people = (case.applicant, *records, *case.joint, *beside)
    ours = list(dict.fromkeys(_who(one) for one in people))
    return ours, [_who(party) for party in case.opponents]


def behind_of(case, ours, theirs):
    """Who stands behind either side, but for those who are its other side themselves: husband against wife, worker against employer."""
    parties = {name_key(name) for name, _ in (*ours, *theirs)}
    rows = case.connected.all()
    return [_behind(row) for row in rows if row.tie == Tie.HEAD or row.name_key not in parties]


def _behind(row):
    return Behind(row.ours, row.tie, row.get_tie_display(), row.of, row.name, row.id_blind)


def _connected(case, behind, ours, theirs):
    hits = within_behind(case.pk, behind, ours)

    of_ours = [one.who for one in behind if one.ours]
    of_theirs = [one.who for one in behind if not one.ours]
    others = {*_parties(case, of_ours, (PartyRole.OPPONENT,), _exact)}
    others |= {*_parties(case, of_theirs, OURS, _exact), *_applicants(case, of_theirs, _exact)}
    others |= {*_joint(case, of_theirs, _exact)}
    hits += behind_elsewhere(behind, sorted(others))

    rows = Connected.objects.exclude(case=case).select_related("case")
    for condition in _exact([*ours, *theirs]):
        found = rows.filter(condition).order_by("-pk")[:MOST]
        known = [(row.case_id, row.case.number, _behind(row)) for row in found]
        hits += known_elsewhere(ours, theirs, known)
    return hits


def office_of(case):
    """Hits of the case's own people: a party, or who stands behind one, is one of the office or the handler, by number or by name."""
    sides = sides_of(case)
    return _office(case, behind_of(case, *sides), *sides)


def _office(case, behind, ours, theirs):
    handler = [_of_office("承办人", case.handler.user)] if case.handler_id else []
    ours = [*ours, *(one.who for one in behind if one.ours)]
    theirs = [*theirs, *(one.who for one in behind if not one.ours)]
    return _named(case.pk, may_keep_out(case), ours, theirs, handler)


def office_called(station, ours, theirs):
    """The sentences of those of the office who are somebody as typed: [(name, blind)] of either side."""
    sides = ([who for who in side if who[0]] for side in (ours, theirs))
    return [hit.sentence for hit in _named(None, office_over(station), *sides)]


def _named(case, people, ours, theirs, more=()):
    keys = {name_key(name) for name, _ in (*ours, *theirs)} - {""}
    blinds = {blind for _, blind in (*ours, *theirs)} - {""}
    if not keys:
        return []
    known = Q(name_key__in=keys) | Q(staff__id_blind__in=blinds) | Q(handler__id_blind__in=blinds)
    found = people.filter(known).select_related("staff", "handler")
    posts = [_of_office(user.get_role_display(), user) for user in found]
    return ourselves(case, [*posts, *more], ours, theirs)


def _of_office(post, user):
    return post, user.name, own_code(user)


def own_code(user):
    """What stands for the identity number of one of the office, or ""."""
    profiles = (getattr(user, name, None) for name in ("handler", "staff"))
    return next((one.id_blind for one in profiles if one and one.id_blind), "")


def compared(case):
    """What the check had to go by, and what it had not: [(who, by what)] of the parties and of who stands behind them, and of the office how
    many by number and how many by name alone; `lacking`: what is not on record."""
    ours, theirs = sides_of(case)
    rows = [
        (side, *who) for side, people in ((OWN_SIDE, ours), (OTHER_SIDE, theirs)) for who in people
    ]
    office = list(may_keep_out(case).select_related("staff", "handler"))
    by_number = sum(bool(own_code(user)) for user in office)

    lacking = [f"{name}的证件号码" for _, name, code in rows if not code]
    lacking += [f"{party.name}的{words}" for party in case.opponents for words in _unknown(party)]
    return {
        "parties": [
            (side, name, "证件号码和姓名" if code else "姓名") for side, name, code in rows
        ],
        "behind": [one.side + one.name for one in behind_of(case, ours, theirs)],
        "by_number": by_number,
        "by_name": len(office) - by_number,
        "lacking": lacking,
    }


def _unknown(party):
    fields = [party._meta.get_field(name) for name in ("head", "spouse", "work_unit")]
    said = [str(field.verbose_name) for field in fields if not getattr(party, field.name)]
    return said if len(said) == len(fields) else []


def certain_of(case):
    """The sentences of what is certain, which asks for a recorded decision."""
    return [hit.sentence for hit in conflicts_of(case) if hit.certain]


def _who(one):
    return one.name, one.id_blind


def _parties(case, people, roles, ways=None):
    """(case, its number, role, name, blind) where such a party stands in another case."""
    rows = Party.objects.filter(role__in=roles).exclude(case=case)
    for condition in (ways or _conditions)(people):
        found = rows.filter(condition).order_by("-pk")
        yield from found.values_list("case", "case__number", "role", "name", "id_blind")[:MOST]


def _applicants(case, people, ways=None):
    """The same of recipients: whatever record of them it is that matches, each of their cases."""
    for condition in (ways or _conditions)(people):
        found = Person.objects.filter(condition).order_by("-pk")[:MOST]
        records = {}
        for being, *who in found.values_list("being", "name", "id_blind"):
            records.setdefault(being, set()).add(tuple(who))

        cases = Case.objects.filter(applicant__being__in=list(records)).exclude(pk=case.pk)
        for pk, number, being in cases.values_list("pk", "number", "applicant__being"):
            yield from ((pk, number, "applicant", *who) for who in records[being])


def _joint(case, people, ways=None):
    """As `_applicants`, of those who apply together with one."""
    rows = JointApplicant.objects.exclude(case=case)
    for condition in (ways or _conditions)(people):
        found = rows.filter(condition).order_by("-pk")
        for row in found.values_list("case", "case__number", "name", "id_blind")[:MOST]:
            yield *row[:2], "joint", *row[2:]


def _conditions(people):
    """By number, by name, by what may be the same name: each by itself, so that namesakes do not push out who is certain."""
    names = [name for name, _ in people]
    keys = {key for name in names for key in (name_key(name), other_key(name)) if key}
    blinds = [blind for _, blind in people if blind]

    asked = []
    if blinds:
        asked.append(Q(id_blind__in=blinds))
    if keys:
        sounds = {name_sound(name) for name in names} - {""}
        asked += [Q(name_key__in=keys) | Q(other_key__in=keys), Q(name_sound__in=sounds)]
    if near := [part for key in keys for part in _near(key)]:
        condition = Q(pk=None)
        for start, end in near:
            condition |= Q(name_key__startswith=start, name_key__endswith=end)
        asked.append(condition)
    return asked


def _exact(people):
    """By number and by name alone."""
    return _conditions(people)[: 2 if any(blind for _, blind in people) else 1]


def _near(key):
    """[(how a name begins, how it ends)] of those that differ from `key` by one character after the surname, or in the later half."""
    first = 1 if len(key) < 5 else (len(key) + 1) // 2
    return [(key[:n], key[n + 1 :]) for n in range(first, len(key))] if len(key) > 2 else []
