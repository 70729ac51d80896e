from cases.law.conflict import compare
from cases.models import Case, Party

MOST = 50  # hits of one kind; so many namesakes say no more


def conflicts_of(case):
    """Hits of the applicant and the opponents against every other case of the installation."""
    applicant = (case.applicant.name, case.applicant.id_blind)
    opponents = [(party.name, party.id_blind) for party in case.opponents]
    names = [name for name, _ in (applicant, *opponents)]
    blinds = [blind for _, blind in (applicant, *opponents) if blind]

    others = {
        *_opponents(case, name__in=names),
        *_opponents(case, id_blind__in=blinds),
        *_applicants(case, applicant__name__in=names),
        *_applicants(case, applicant__id_blind__in=blinds),
    }
    return compare(applicant, opponents, sorted(others))


def _opponents(case, **who):
    """(case, its number, role, name, blind) where such a party stands in another case."""
    parties = Party.objects.filter(role="opponent", **who).exclude(case=case)
    return parties.values_list("case", "case__number", "role", "name", "id_blind")[:MOST]


def _applicants(case, **who):
    cases = Case.objects.filter(**who).exclude(pk=case.pk)
    rows = cases.values_list("pk", "number", "applicant__name", "applicant__id_blind")[:MOST]
    return [(pk, number, "applicant", name, blind) for pk, number, name, blind in rows]
