from cases.models import SearchEntry
from cases.queries.tokens import tokens_of


def index(case):
    """Rewrites the search entry of `case`; called by every act that changes a name or number."""
    SearchEntry.objects.update_or_create(
        case=case, defaults={"tokens": tokens_of(case, case.applicant, case.parties.all())}
    )
