"""What would be filed today: the catalogue in force and the papers and files found for each of its lines."""

from django.db.models import Q
from django.utils import timezone

from cases.law import catalogue as law
from cases.models import Catalogue
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Attachment, Paper

UNLISTED = "目录以外的承办材料"


def source_names():
    """{source: name} of everything a line of the catalogue may file."""
    return law.names({kind.key: kind.title for kind in PAPER_KINDS.values()})


def catalogue_on(volume, kind, stage, day):
    """Entries in force: the county's own row, the most particular first and the latest of those, else the default in code."""
    rows = Catalogue.objects.filter(
        Q(kind=kind) | Q(kind=""), Q(stage=stage) | Q(stage=""), volume=volume, valid_from__lte=day
    )
    best = max(
        rows, key=lambda row: (bool(row.stage), bool(row.kind), row.valid_from), default=None
    )
    return law.read(best.text, source_names())[0] if best else law.catalogue(volume, kind)


def entries_of(case, volume):
    """The centre's volume of a notified case begins with the notice: there is no application, examination or decision to file."""
    if case.by_notice and volume == Catalogue.Volume.APPROVAL:
        return law.NOTICE_APPROVAL
    return catalogue_on(volume, case.kind, case.stage, timezone.localdate())


def catalogue_of(case):
    """{volume title: [(entry, [sources found])]}."""
    papers = list(Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None))
    files = list(Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None))
    found = {
        volume.label: [(entry, _found(entry, papers, files)) for entry in entries_of(case, volume)]
        for volume in Catalogue.Volume
    }
    if left := _left_out(found, files):
        found[Catalogue.Volume.HANDLING.label].append((law.Entry(UNLISTED, ()), left))
    return found


def _left_out(found, files):
    """What the handler handed in that no line of the county's catalogue files: it belongs into the volume all the same
    (Procedure Rules art. 42). A slot that a line names is not left out, also where a line files another in its place."""
    named = {
        source for rows in found.values() for entry, _ in rows for source in law.flat(entry.sources)
    }
    return [
        file
        for file in files
        if file.slot in law.HANDLER_SLOTS and f"file:{file.slot}" not in named
    ]


def _found(entry, papers, files):
    """In the order of `sources`; of alternatives the first that is there, so that a signed scan replaces the sheet we printed,
    but not one printed after it (for another handler)."""
    found = []
    for source in entry.sources:
        choices = (source,) if isinstance(source, str) else source
        groups = [rows for one in choices if (rows := _rows(one, papers, files))]
        found += groups[0] if groups else []
        if groups and not isinstance(groups[0][0], Paper):
            scanned = max(file.uploaded_at for file in groups[0])
            found += [
                row
                for rows in groups[1:]
                for row in rows
                if isinstance(row, Paper) and row.issued_at > scanned
            ]
    return found


def _rows(source, papers, files):
    where, key = source.split(":")
    return (
        [paper for paper in papers if paper.kind == key]
        if where == "paper"
        else [file for file in files if file.slot == key]
    )


def missing_of(case):
    """Titles of required items that are not there yet; a matter settled without a document needs none."""
    without = case.closure.document.endswith("（无文书）")
    absent = [
        entry.title
        for rows in catalogue_of(case).values()
        for entry, found in rows
        if entry.required and not found
    ]
    return [title for title in absent if not (without and title == "结案文书")]
