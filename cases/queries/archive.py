"""What would be filed today: the catalogue in force and the papers and files found for each of its lines."""

from django.db.models import Q
from django.utils import timezone

from cases.law import catalogue as law
from cases.models import Catalogue
from cases.workflow import CASE
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Attachment, Paper

from .termination import came_to

UNLISTED = "目录以外的承办材料"


def source_names():
    """{source: name} of everything a line of the catalogue may file; no two have one name: the same form for one of several says so."""
    titles = {}
    for kind in PAPER_KINDS.values():
        taken = kind.title in titles.values()
        titles[kind.key] = f"{kind.title}（其中一人）" if taken else kind.title
    return law.names(titles)


def catalogue_on(volume, kind, stage, day):
    """Entries in force: the county's own row, the most particular first and the latest of those, else the default in code."""
    in_force = Catalogue.objects.filter(volume=volume, valid_from__lte=day)
    rows = in_force.filter(Q(kind=kind) | Q(kind=""), Q(stage=stage) | Q(stage=""))
    best = max(rows, key=_particular, default=None)
    return law.read(best.text, source_names())[0] if best else law.catalogue(volume, kind)


def _particular(row):
    return bool(row.stage), bool(row.kind), row.valid_from


def entries_of(case, volume):
    """The centre's volume of a notified case begins with the notice: there is no application, examination or decision to file."""
    if case.by_notice and volume == Catalogue.Volume.APPROVAL:
        return law.NOTICE_APPROVAL
    return catalogue_on(volume, case.kind, case.stage, timezone.localdate())


def catalogue_of(case):
    """{volume title: [(entry, [sources found])]}."""
    papers = list(Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None))
    files = list(Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None))

    volumes = {}
    for volume in Catalogue.Volume:
        entries = entries_of(case, volume)
        volumes[volume.label] = [(entry, _filed(entry, papers, files)) for entry in entries]

    if left := _left_out(volumes, files):
        volumes[Catalogue.Volume.HANDLING.label].append((law.Entry(UNLISTED, ()), left))
    return volumes


def _left_out(volumes, files):
    """What the handler handed in that no line of the county's catalogue files: it belongs into the volume all the same
    (Procedure Rules art. 42). A slot that a line names is not left out, also where a line files another in its place."""
    named = set()
    for lines in volumes.values():
        for entry, _ in lines:
            named.update(law.flat(entry.sources))

    own = [file for file in files if file.slot in law.HANDLER_SLOTS]
    return [file for file in own if f"file:{file.slot}" not in named]


def _filed(entry, papers, files):
    """What is filed under a line, in the order of its sources."""
    filed = []
    for source in entry.sources:
        choices = (source,) if isinstance(source, str) else source
        filed += _first(choices, papers, files)
    return filed


def _first(choices, papers, files):
    """Of alternatives the first that is there, so that a signed scan replaces the sheet we printed, but not one printed after it
    (for another handler)."""
    groups = [rows for one in choices if (rows := _rows(one, papers, files))]
    if not groups:
        return []

    first, *others = groups
    if isinstance(first[0], Paper):
        return first
    scanned = max(file.uploaded_at for file in first)
    printed = [row for rows in others for row in rows if isinstance(row, Paper)]
    return first + [paper for paper in printed if paper.issued_at > scanned]


def _rows(source, papers, files):
    where, key = source.split(":")
    if where == "paper":
        return [paper for paper in papers if paper.kind == key]
    return [file for file in files if file.slot == key]


def must_be_filed(case, entry):
    """A matter settled without a document has none to file; where aid ended before its time, only what it had come to."""
    if case.terminated and not came_to(case).issuperset(law.flat(entry.sources)):
        return False
    closure = getattr(case, "closure", None)
    without = closure is not None and closure.document.endswith("（无文书）")
    return entry.required and not (without and entry.title == "结案文书")


def stands(case, entry, filed):
    """ "there", "unsigned" where only our print lies, "missing" where it must be filed, "" of what need not be there."""
    if filed and not (entry.signed and entry.required and _unsigned(filed)):
        return "there"
    if not must_be_filed(case, entry):
        return ""
    return "unsigned" if filed else "missing"


def _unsigned(filed):
    return all(isinstance(one, Paper) for one in filed)


def missing_of(case):
    """Titles of required items that are not there yet, or there without a signature."""
    return [title for lines in catalogue_of(case).values() for title in _lacking(case, lines)]


def missing_at_hand_in(case):
    """The same of the handler's volume, but for what is printed as it is handed in."""
    lines = catalogue_of(case)[Catalogue.Volume.HANDLING.label]
    printed = {f"paper:{kind}" for kind in CASE.steps["report_closure"].papers}
    return _lacking(
        case, [line for line in lines if not printed.issuperset(law.flat(line[0].sources))]
    )


def _lacking(case, lines):
    words = {"missing": "", "unsigned": "（已签字的扫描件）"}
    told = [(entry, stands(case, entry, filed)) for entry, filed in lines]
    return [f"{entry.title}{words[how]}" for entry, how in told if how in words]


def has_opinion(case):
    """Whether a written opinion lies in the handler's volume."""
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return files.filter(slot="opinion").exists()
