"""Which editions of a year's work report there are, and whether the report may be changed now."""

from legalaid.faces.statistics.models import ReportEdition
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import day

LOCKED = "开始新的一版并写明理由，才能再改。"


def editions(year):
    """The newest first."""
    return list(ReportEdition.objects.filter(year=year).select_related("by", "begun_by"))


def locked_by(year):
    """The edition that was handed in and that no later one has been begun over; None while the report may be changed."""
    newest = ReportEdition.objects.filter(year=year).first()
    return newest if newest and newest.handed_in else None


def hold(year):
    """Whoever changes this year's report, hands it in or begins it anew does so one after another, until the caller's transaction ends."""
    one_by_one(f"report:{year}")


def refuse_handed_in(year):
    """Raises DomainError: what was handed in stays, and while it is handed in nobody changes it."""
    hold(year)
    if edition := locked_by(year):
        raise DomainError(
            f"{edition}已于{day(edition.sent_on)}报送{edition.to}，不再改动。{LOCKED}"
        )


def moved(edition, passages):
    """[(as it was handed in, as it would be printed now)] of the passages that are different. `passages`: {key: Passage}."""
    now = {key: str(one) if one.words else "" for key, one in passages.items()}
    keys = [*edition.words, *(key for key in now if key not in edition.words)]
    pairs = [(edition.words.get(key, ""), now.get(key, "")) for key in keys]
    return [pair for pair in pairs if pair[0] != pair[1]]
