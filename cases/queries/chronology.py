"""All that happened to a case as one chronology: steps with their papers, files, meetings, the handler's log, hearings, and who read what.

A step of the audit chain is the line; a row of ours that says more (a meeting, a line of the log) takes its place, on the day it tells of.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.utils import timezone

from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.words import short
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.office.addresses import address

from .turn import CORRECTIONS as CORRECTING
from .turn import MOVES

ACTS, PAPERS, MATERIALS, CONTACTS, READINGS = "acts", "papers", "materials", "contacts", "readings"
CORRECTIONS = "corrections"
FILTERS = {
    "": "全部",
    ACTS: "办理",
    PAPERS: "文书",
    MATERIALS: "材料",
    CONTACTS: "联系",
    READINGS: "查阅",
}
OF_VERB = {
    "case.receive_owed": MATERIALS,
    "case.receive_supplement": MATERIALS,
    "case.try_follow_up": CONTACTS,
    "case.follow_up": CONTACTS,
    "file.remove": MATERIALS,
    "record.reveal": READINGS,
    "access.request": READINGS,
    "file.download": READINGS,
    "file.read": READINGS,
    "paper.download": READINGS,
    "volume.download": READINGS,
}
TOLD_BY_ROWS = {  # the paper, the file, the line of the log and the meeting tell it themselves
    "paper.issue",
    "file.upload",
    "case.add_log",
    "case.report_progress",
    "case.hold_first_meeting",
}
CALLS = {"case.follow_up": "回访接通", "case.second_call": "再次回访接通"}
SHOWN = 30


@dataclass(frozen=True)
class Entry:
    """A line. `timed`: whether its hour is known; `links`: (text, address) of what came of it."""

    at: datetime
    kinds: frozenset
    who: str = ""
    text: str = ""
    event: Event | None = None
    links: tuple = ()
    timed: bool = True
    mark: str = ""
    note: str = ""

    @property
    def says(self):
        return sentence(self.event) if self.event else self.text


@dataclass(frozen=True)
class Chronology:
    """Newest first. `coming`: the hearings ahead, the next first; `older`: how many lines to skip for what is older, 0 at the end."""

    coming: tuple
    entries: tuple
    older: int


def chronology_of(case, *, show="", skip=0, whole=False, unread=()):
    """The lines of one filter, a bounded number of them unless `whole`. `unread`: kinds of papers that are not shown."""
    now, hearings = timezone.now(), list(case.hearings.all())
    coming = [_hearing(row) for row in hearings if row.starts_at > now and not row.cancelled]
    entries = [*_past(case, unread), *(_hearing(row) for row in hearings if row.starts_at <= now)]

    if show in FILTERS and show or show == CORRECTIONS:
        entries = [entry for entry in entries if show in entry.kinds]
        coming = coming if show == ACTS else []
    entries.reverse()  # of the same moment the later line stays above
    entries.sort(key=lambda entry: entry.at, reverse=True)

    end = None if whole else skip + SHOWN
    older = end if end and len(entries) > end else 0
    return Chronology(() if skip else tuple(coming), tuple(entries[skip:end]), older)


def _past(case, unread):
    events = list(Event.objects.filter(workflow="case", subject_id=case.pk))
    papers = _papers_by_act(case, unread)
    meetings = list(case.meetings.all())

    for event in events:
        if event.verb == "case.hold_first_meeting" and meetings:
            yield _meeting(meetings.pop(0), event)
        elif unread and event.verb in CALLS:  # what was answered is not for whoever handles it yet
            called = _event(event, papers.pop(_moment(event.at, event.actor_id), ()))
            yield replace(called, event=None, text=CALLS[event.verb])
        elif event.verb not in TOLD_BY_ROWS:
            yield _event(event, papers.pop(_moment(event.at, event.actor_id), ()))

    yield from _objections(case, papers)
    yield from (_printed(rows) for rows in papers.values())
    yield from _uploads(case)
    yield from (_logged(row) for row in case.log.select_related("by"))


def _objections(case, papers):
    """What was objected to a decision of the case and decided on it; the way leads to the objection."""
    rows = {row.pk: row for row in case.objections.all()}
    for event in Event.objects.filter(workflow="objection", subject_id__in=rows).order_by("seq"):
        entry = _event(event, papers.pop(_moment(event.at, event.actor_id), ()))
        link = ("异议", rows[event.subject_id].get_absolute_url())
        yield replace(entry, links=(*entry.links, link))


def _event(event, papers):
    kind = OF_VERB.get(event.verb, ACTS)
    kinds = {kind}
    if papers:
        kinds.add(PAPERS)
    if event.verb in CORRECTING:
        kinds.add(CORRECTIONS)

    moves = event.verb in MOVES
    return Entry(
        at=event.at,
        kinds=frozenset(kinds),
        who=event.actor_name,
        event=event,
        links=tuple(map(_paper_link, papers)),
        mark="kept" if moves else "",
    )


PAPER = ("title", "number_text", "issued_at", "superseded_by", "issued_by__name")


def _papers_by_act(case, unread):
    """{(second, who): papers issued by that act}."""
    issued = Paper.objects.filter(workflow="case", subject_id=case.pk).select_related("issued_by")
    found = defaultdict(list)
    for paper in issued.exclude(kind__in=unread).only(*PAPER):
        found[_moment(paper.issued_at, paper.issued_by_id)].append(paper)
    return found


def _moment(at, who):
    return at.replace(microsecond=0).timestamp(), who


def _paper_link(paper):
    name = f"{paper.title}（已更正）" if paper.superseded_by_id else paper.title
    return name, address("documents:paper", paper.pk)


def _printed(papers):
    first = papers[0]
    return Entry(
        at=first.issued_at,
        kinds=frozenset({PAPERS}),
        who=first.issued_by.name,
        text="打印",
        links=tuple(map(_paper_link, papers)),
    )


def _uploads(case):
    """What one person handed in within a minute is one line."""
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk)
    groups = defaultdict(list)
    for file in files.select_related("uploaded_by"):
        minute = file.uploaded_at.replace(second=0, microsecond=0)
        groups[minute, file.uploaded_by_id].append(file)

    for rows in groups.values():
        yield Entry(
            at=rows[0].uploaded_at,
            kinds=frozenset({MATERIALS}),
            who=rows[0].uploaded_by.name,
            text="上传",
            links=tuple(map(_file_link, rows)),
        )


def _file_link(file):
    """A file that was taken out is named without a way to it."""
    if file.removed_at:
        return f"{file.title}（已移除）", ""
    pages = f"（{file.pages}页）" if file.pages > 1 else ""
    return f"{file.title}{pages}", address("documents:file", file.pk)


def _meeting(row, event):
    present = f"，在场：{row.present}" if row.present else ""
    return Entry(
        **_on(row.met_on, event.at),
        kinds=frozenset({ACTS, CONTACTS}),
        who=event.actor_name,
        text=f"首次会见（约见）：{row.place}，{row.manner}{present}，已告知{len(row.told)}项",
        mark="kept",
    )


def _logged(row):
    manner = f"（{row.manner}）" if row.manner else ""
    kind = CONTACTS if row.to_recipient else ACTS
    return Entry(
        **_on(row.done_on, row.at),
        kinds=frozenset({kind}),
        who=row.by.name,
        text=f"{'向受援人通报' if row.to_recipient else row.entry_kind}{manner}：{row.content}",
    )


def _on(day, at):
    """On the day it tells of; the hour is known when it was written down the same day."""
    if day == timezone.localdate(at):
        return {"at": at}
    start = timezone.make_aware(datetime.combine(day, time()))
    return {"at": start, "timed": False, "note": f"{short(at)}登记"}


def _hearing(row):
    said = f"{row.organ}{row.place}开庭{'（已取消）' if row.cancelled else ''}"
    note = "，".join(filter(None, [said, row.note, row.result]))
    return Entry(
        at=row.starts_at,
        kinds=frozenset({ACTS}),
        text=note,
        mark="soon" if row.starts_at > timezone.now() else "",
        note=_ahead(row.starts_at),
    )


def _ahead(at):
    days = (timezone.localdate(at) - timezone.localdate()).days
    if days < 0 or at <= timezone.now():
        return ""
    return ("今天", "明天")[days] if days < 2 else f"{days} 天后"
