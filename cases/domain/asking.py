"""Questions sent in by the network at any hour: nobody of the office takes them in, somebody answers them (D20)."""

from django.utils import timezone

from cases.models import FurtherQuestion
from cases.workflow import CONSULTATION
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from .consultation import register

MOST = 1  # questions under one answer
ENOUGH = (
    "一个问题可以追问一次，已经问过了。还有不明白的，打12348或者到窗口；别的事，请另提一个问题。"
)


def receive(*, station, facts, topics, pressing=False, at=None):
    """The consultation it becomes, like any other; its twenty-four hours run from now on."""
    at = at or timezone.now()
    row = register(
        by=system_user(), station=station, facts=facts, topics=topics, at=at, step="receive"
    )
    tell(row, "网上收到一个问题", pressing)
    return row


@CONSULTATION.step("ask_further")
def ask_further(row, *, by, at, text, pressing=False):
    """Open again, with a limit of its own; what was answered stays."""
    if row.further_questions.count() >= MOST:
        raise DomainError(ENOUGH, field="question")
    asked = FurtherQuestion.objects.create(consultation=row, text=text, at=at)
    tell(row, "网上咨询有追问", pressing)
    return asked


def tell(row, what, pressing):
    """Whom it was given to, else the window, and the director where it may be pressing; without a word of the question."""
    roles = (Role.WINDOW, Role.STATION, *([Role.DIRECTOR] if pressing else []))
    people = [row.owner] if row.owner else people_over(row.station, *roles)
    urgent = "，可能有危险，请先看" if pressing else ""
    rounds = row.further_questions.count()
    notify_all(
        people,
        about=f"consultation:{row.pk}:asked:{rounds}",
        kind="turn",
        text=f"{what}（{row.number}）{urgent}。",
        url=row.get_absolute_url(),
    )
