from cases.enums import Tie
from cases.models import Connected, SearchEntry
from cases.queries.tokens import tokens_of
from legalaid.platform.core.crypto import blind

MARRIED = ("配偶", "丈夫", "妻子", "夫", "妻", "爱人")


def index(case):
    """Rewrites the search entry of `case` and who stands behind its parties; called by every act that changes a name or number."""
    SearchEntry.objects.update_or_create(
        case=case,
        defaults={"tokens": tokens_of(case, case.applicant, case.parties.all(), case.joint)},
    )
    connect(case)


def connect(case):
    """Husband or wife, employer, legal representative and guardian of either side, as the conflict check compares them."""
    rows = [*_behind_ours(case), *_behind_theirs(case)]
    case.connected.all().delete()
    Connected.objects.bulk_create(rows)


def _behind_ours(case):
    """Whoever applies for somebody, a guardian too, is a party and compared as one."""
    who = case.applicant.name
    if case.applicant.work_unit:
        yield _row(case, True, Tie.EMPLOYER, case.applicant.work_unit, who)
    means = getattr(case, "means", None)
    for member in means.members.all() if means else ():
        if member.relation in MARRIED:
            number = member.id_number
            code = blind(number, "person.id_number") if number else ""
            yield _row(case, True, Tie.SPOUSE, member.name, who, code)


def _behind_theirs(case):
    for party in case.opponents:
        for tie, name in (
            (Tie.HEAD, party.head),
            (Tie.SPOUSE, party.spouse),
            (Tie.EMPLOYER, party.work_unit),
        ):
            if name:
                yield _row(case, False, tie, name, party.name)


def _row(case, ours, tie, name, of, id_blind=""):
    return Connected(case=case, ours=ours, tie=tie, name=name, of=of, id_blind=id_blind)
