"""Who wrote from their case is told by a text that an answer waits; what it says stands in no text."""

from datetime import timedelta

from cases.models import Case
from cases.queries.contact import joint_key, text_reach
from cases.queries.following import APPLICANT, JOINT
from legalaid.platform.notifications.sentences import Place, sentence
from legalaid.platform.notifications.texts import text

from ..models import Letter
from ..queries import row_of

KEY = "letter_answered"
WORTH_IT = timedelta(days=14)  # after which nobody is called about it any more


def tell_writer(letter):
    """The applicant, or one of those who applied together; an agent looks, as a text about a case knows parties alone."""
    row = row_of(letter) if letter.who in (APPLICANT, JOINT) else None
    if row is None:
        return

    text(
        KEY,
        about=_about(letter),
        to=row.pk if letter.who == APPLICANT else joint_key(row),
        row=letter.pk,
        of=("case", letter.case_id),
        until=letter.settled_at + WORTH_IT,
    )


def _about(letter):
    """Answered anew, it is told anew."""
    return f"letter:{letter.pk}:{letter.settled_at:%Y%m%d%H%M%S%f}"


def _values(row):
    letter = Letter.objects.filter(pk=row.row).exclude(outcome="").first()
    if letter is None or _about(letter) != row.about:
        return None
    case = Case.objects.select_related("station").get(pk=letter.case_id)
    return {"phone": case.station.phone or "12348"}


sentence(KEY, "给来信人：网上来信有了答复", "您在网上写给我们的，已经有了答复，请凭查询码查看，或者打{电话}。",
         (Place("phone", "电话", "12348", required=True),), values=_values, reach=text_reach)  # fmt: skip
