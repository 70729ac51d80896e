from cases.law.conflict import compare
from cases.models import Case, Party


def conflicts_of(case):
    """Hits of the applicant and the opponents against every other case of the installation."""
    applicant = (case.applicant.name, case.applicant.id_blind)
    opponents = [(p.name, p.id_blind) for p in case.opponents]
    names, blinds = (
        [n for n, _ in [applicant, *opponents]],
        [b for _, b in [applicant, *opponents] if b],
    )
    others = []
    for parties in (
        Party.objects.filter(name__in=names),
        Party.objects.filter(id_blind__in=blinds),
    ):
        rows = (
            parties.filter(role="opponent")
            .exclude(case=case)
            .values_list("case", "case__number", "role", "name", "id_blind")
        )
        others += rows[:50]
    for cases in (
        Case.objects.filter(applicant__name__in=names),
        Case.objects.filter(applicant__id_blind__in=blinds),
    ):
        rows = cases.exclude(pk=case.pk).values_list(
            "pk", "number", "applicant__name", "applicant__id_blind"
        )
        others += [(pk, number, "applicant", name, blind) for pk, number, name, blind in rows[:50]]
    return compare(applicant, opponents, sorted(set(others)))
