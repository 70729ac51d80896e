"""What a repeated demo case has on file: the papers of the walked one, made out to other people under numbers of their own, and its scans."""

import hashlib

from legalaid.platform.core.models import Counter
from legalaid.platform.documents.models import Attachment, Paper

from .similar import moved
from .similar import words as handler_words

MOST = 1000  # a county of more cases than this has papers only where it was walked


def repeat(originals, copies, papers, scans):
    """`papers`, `scans`: rows by case."""
    counters = {
        (row.series, row.year): row for row in Counter.objects.filter(series__startswith="paper.")
    }
    fresh = []
    for old, new in zip(originals, copies, strict=True):
        words = _words(old, new)
        for paper in papers.get(old.pk, ()):
            fresh.append(
                _paper(paper, old, new, words, counters.get((f"paper.{paper.series}", paper.year)))
            )

    Paper.objects.bulk_create(fresh, batch_size=500)
    Counter.objects.bulk_update(counters.values(), ["value"])
    Attachment.objects.bulk_create(
        [
            again(scan, subject_id=new.pk, **moved(scan, old, new))
            for old, new in zip(originals, copies, strict=True)
            for scan in scans.get(old.pk, ())
        ]
    )


def _words(old, new):
    """What the papers say of the one, and what of the other."""
    was, now = old.applicant, new.applicant
    pairs = [(old.number, new.number), *handler_words(old, new)]
    return pairs + [
        (getattr(was, f), getattr(now, f))
        for f in ("name", "id_number", "phone", "address")
        if getattr(was, f)
    ]


def said(text, words):
    for was, now in words:
        text = text.replace(was, now)
    return text


def _paper(paper, old, case, words, counter):
    text = said(paper.context, words)
    changes = {
        "context": text,
        "context_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "subject_id": case.pk,
    }
    changes |= moved(paper, old, case)
    if paper.number:
        counter.value += 1
        head = paper.number_text.rpartition("第")[0]
        changes |= {"number": counter.value, "number_text": f"{head}第{counter.value}号"}

    return again(paper, state=Paper.State.PENDING, file="", sha256="", pages=0, **changes)


def again(row, **changes):
    """An unsaved row with the same values; `changes` by field name."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    for name in changes:
        values.pop(row._meta.get_field(name).attname, None)

    return type(row)(**values, **changes)
