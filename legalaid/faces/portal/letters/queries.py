"""Whose letters a person reads, and who wrote one."""

from django.db.models import Q
from django.utils import timezone

from cases.enums import WITH_HANDLER, State
from cases.models import Case
from cases.queries.case import cases_for, keeps_out, reach_of
from cases.queries.following import AGENT, APPLICANT, JOINT, OF_PARTY, last_of
from cases.queries.termination import ended_by_death
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.documents.models import Attachment
from stations.models import Leave

from .enums import Kind
from .models import Letter, OfficeLetter

IN_HIS_HANDS = WITH_HANDLER - {State.OFFERED}
MOST = 20  # as many of one's own letters as are shown to whoever wrote them
ONLINE = (
    *("case", "who", "reader", "text", "sent_at", "taken_back_at"),
    *("by__name", "by__role", "opening__at", "opening__letter"),
)
TO_THE_BUREAU = (Kind.COMPLAINT, Kind.OBJECTION)
MOST_FILES, ALL_MB = 10, 40  # with one letter
CLOSED_TO_ALL = (State.JOINED, State.ANNULLED)
LONGEST_NOTE = 120  # characters of what is heeded when somebody is contacted


def writer_key(case, last):
    return blind(f"{case.pk}|{last}", "letters.writer")


def own_letters(case, last):
    """Those of whoever opened the case by this end of a number, the newest first."""
    return Letter.objects.filter(case=case, writer=writer_key(case, last))[:MOST]


def replies_to(letter):
    """What its reader answered to a letter of the office, the newest first."""
    return Letter.objects.filter(reply_to=letter, writer=letter.reader)


def letters_to(case, last):
    """What the office wrote to whoever opened the case by this end of a number, the newest first."""
    return _read_online(case, last)[:MOST]


def letter_to(case, last, key):
    """One of them that stands; None."""
    return _read_online(case, last).standing().filter(pk=key).first()


def _read_online(case, last):
    """With what of whoever wrote the public's process may read."""
    rows = OfficeLetter.objects.filter(case=case, reader=writer_key(case, last))
    return rows.select_related("by", "opening").only(*ONLINE)


def sender_of(letter):
    """As whoever reads it knows them: the handler by name, of the office nobody."""
    return f"承办人{letter.by.name}" if letter.by.role == Role.HANDLER else "法律援助中心"


def office_letters_for(user: User):
    """Those of the cases one reads."""
    if not user.may("letters.answer"):
        return OfficeLetter.objects.none()
    return OfficeLetter.objects.filter(case__in=cases_for(user).order_by().values("pk"))


def cases_to_write_in(user: User):
    """Whoever answers letters of a case may begin one, unless he keeps out of it."""
    if not user.may("letters.answer"):
        return Case.objects.none()
    return cases_for(user).exclude(keeps_out(user)).exclude(state__in=CLOSED_TO_ALL)


def may_write_to(case, user):
    return cases_to_write_in(user).filter(pk=case.pk).exists()


def kinds_of(user: User):
    """The kinds of letters about cases one reads. The handler gets messages alone: what is said of him is not told to him first."""
    kinds = {
        Kind.MESSAGE: user.may("letters.answer"),
        Kind.CONTACT: user.may("cases.following"),
        Kind.REPLACEMENT: user.may("cases.ask_replacement") and user.role != Role.HANDLER,
        Kind.OBJECTION: user.may("objections.take"),
    }
    return [kind for kind, may in kinds.items() if may]


def letters_for(user: User):
    """Those about the cases one reads; complaints go past the office to the bureau, objections to both: they are for the bureau to decide
    (Law art. 49)."""
    rows = Letter.objects.all()
    if user.may("complaints.handle"):
        return rows.filter(kind__in=TO_THE_BUREAU, case__in=reach_of(user).order_by().values("pk"))
    kinds = kinds_of(user)
    if not kinds:
        return rows.none()
    return rows.filter(kind__in=kinds, case__in=cases_for(user).order_by().values("pk"))


def waiting_for(user):
    """What this person answers or settles; a message is the handler's while the case is in his hands and he is
    not on leave, and of whoever it answers."""
    rows = letters_for(user).waiting().exclude(keeps_out(user, "case__"))
    if user.role in (Role.HANDLER, Role.BUREAU):
        return rows
    own = OfficeLetter.objects.filter(by=user).order_by().values("pk")
    others = Q(reply_to=None) | ~Q(reply_to__in=own)
    his = Q(case__state__in=IN_HIS_HANDS) & ~Q(case__handler__user__in=on_leave())
    return rows.exclude(Q(kind=Kind.MESSAGE) & his & others)


def on_leave():
    """Whoever is away today: what was written to them does not wait until they are back."""
    return Leave.objects.on(timezone.localdate()).order_by().values("user")


def at_the_desk(user):
    """The same as it stands on the first page: the director's are those of marked people, which the window may not read."""
    rows = waiting_for(user)
    return rows.filter(case__secret=True) if user.role == Role.DIRECTOR else rows


KEPT_AS = {Kind.OBJECTION: "letter_objection", Kind.COMPLAINT: "letter_complaint"}


def kept_as(row):
    """Where what came or went with a letter is kept, so that it opens to whoever reads the letter and nobody else."""
    return "office_letter" if isinstance(row, OfficeLetter) else KEPT_AS.get(row.kind, "letter")


def files_of(row):
    """What came or went with a letter, as long as it is there."""
    rows = Attachment.objects.filter(workflow=kept_as(row), subject_id=row.pk)
    return rows.filter(removed_at=None)


def file_names_of(letters):
    """{key of a letter: [what the files with it are called]}, of whoever wrote them."""
    kinds = {row.pk: kept_as(row) for row in letters}
    rows = Attachment.objects.filter(workflow__in={*kinds.values()}, subject_id__in=kinds)
    found = {}
    for row in rows.filter(removed_at=None).only("workflow", "subject_id", "original_name"):
        if kinds[row.subject_id] == row.workflow:
            found.setdefault(row.subject_id, []).append(row.original_name)
    return found


def in_case(letter, files):
    """The digests of those of these files that are among the files of the case already."""
    held = Attachment.objects.filter(workflow="case", subject_id=letter.case_id, removed_at=None)
    held = held.filter(sha256__in=[file.sha256 for file in files])
    return set(held.order_by().values_list("sha256", flat=True))


def row_of(letter):
    """The applicant, agent or joint applicant who wrote it, as the case has them now; None where nobody of it is that any more."""
    row = person_of(letter.case, letter.who, letter.writer)
    return row and type(row).objects.get(pk=row.pk)


def row_of_reader(letter):
    """As row_of, of whom the office wrote to."""
    row = person_of(letter.case, letter.who, letter.reader)
    return row and type(row).objects.get(pk=row.pk)


def person_of(case, who, writer):
    people = {
        APPLICANT: lambda: [case.applicant],
        AGENT: lambda: case.parties.filter(role="representative").only(*OF_PARTY),
        JOINT: lambda: case.joint_applicants.all(),
    }[who]()
    found = (row for row in people if writer_key(case, last_of(row.id_number)) == writer)
    return next(found, None)


def is_dead(case):
    return case.state == State.APPLICANT_DIED or ended_by_death(case)
