"""Who follows a case is told by a text that an answer or a letter of the office waits; what it says stands in no text."""

from datetime import timedelta

from cases.models import Case
from cases.queries.contact import joint_key, text_reach
from cases.queries.following import APPLICANT, JOINT
from legalaid.platform.notifications.sentences import Place, sentence
from legalaid.platform.notifications.texts import text

from ..addressing import text_key
from ..models import Letter, OfficeLetter
from ..queries import row_of, row_of_reader

KEY, WRITTEN = "letter_answered", "letter_written"
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


def tell_reader(letter):
    """As far as safe contact lets a text go, else by word of mouth; an agent looks, or is called by whoever wrote."""
    row = row_of_reader(letter)
    if row is None or (to := text_key(letter.who, row)) is None:
        return

    text(
        WRITTEN,
        about=f"office_letter:{letter.pk}",
        to=to,
        row=letter.pk,
        of=("case", letter.case_id),
        until=letter.sent_at + WORTH_IT,
    )


def _waits(row):
    """No more of what was opened or taken back."""
    letter = OfficeLetter.objects.unread().filter(pk=row.row).select_related("case__station")
    found = letter.first()
    return {"phone": found.case.station.phone or "12348"} if found else None


sentence(WRITTEN, "给当事人：有信要看", "我们在网上给您写了信，请凭查询码查看，或者打{电话}。",
         (Place("phone", "电话", "12348", required=True),), values=_waits, reach=text_reach)  # fmt: skip
