"""Issuing and superseding papers. The number is taken in the caller's transaction; the PDF is made after commit, by a job or when asked for."""

import hashlib
import json

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.queue import enqueue, job

from . import render, wording
from .kinds import PAPER_KINDS
from .models import Paper


def issue(kind_key, *, workflow, subject_id, context, by, at):
    kind = PAPER_KINDS[kind_key]
    year = timezone.localdate(at).year
    number = next_number(f"paper.{kind.word}", year) if kind.word else None
    words = wording.in_use(kind.key)
    text = frozen(kind.key, context, at, words)
    paper = Paper.objects.create(
        workflow=workflow,
        subject_id=subject_id,
        kind=kind.key,
        title=titled(kind, context),
        series=kind.word,
        year=year,
        number=number,
        number_text=f"{office_at(at)['short']}援{kind.word}字〔{year}〕第{number}号"
        if number
        else "",
        context=text,
        context_sha256=hashlib.sha256(text.encode()).hexdigest(),
        template_version=render.template_version(kind.key),
        wordings={key: anew["version"] for key, anew in words.items()},
        issued_by=by,
        issued_at=at,
    )
    enqueue("render_paper", owner=by, paper=paper.pk)

    return paper


def titled(kind, context):
    """The name by which a paper is told apart in lists: `addressee` where one kind goes to several at once, without anybody's name."""
    to = context.get("addressee")
    return f"{kind.title}（{to}）" if to else kind.title


def frozen(kind_key, context, at, words=None):
    """The facts of a paper as the JSON that is kept, with the names of the office on that day and the passages the centre words."""
    words = wording.in_use(kind_key) if words is None else words
    facts = {"OFFICE": office_at(at), **({"WORDING": words} if words else {}), **context}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)


def supersede(paper, *, context, by, at, reason):
    """A corrected paper with its own number; the earlier one stays as it was and points to it. Raises ValueError when done before."""
    with transaction.atomic():
        old = Paper.objects.select_for_update().get(pk=paper.pk)
        if old.superseded_by_id:
            raise ValueError("already superseded")

        new = issue(
            old.kind,
            workflow=old.workflow,
            subject_id=old.subject_id,
            context=context,
            by=by,
            at=at,
        )
        Paper.objects.filter(pk=old.pk).update(superseded_by=new, supersede_reason=reason)

    return new


def ensure_file(paper):
    """Renders a paper that is still pending; a ready paper is never rendered again. Returns the fresh row."""
    if paper.state == Paper.State.READY:
        return paper

    data = render.pdf(render.paper_html(paper.kind, paper.facts, paper.number_text))
    pages = render.page_count(data)
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=paper.pk)
        if row.state == Paper.State.PENDING:
            row.file.save("paper.pdf", ContentFile(data), save=False)
            row.pages, row.state = pages, Paper.State.READY
            row.template_version = render.template_version(row.kind)
            row.save()

    return row


@job("render_paper", "生成文书", about="paper", named=rows_of(Paper))
def render_paper(job, *, paper):
    ensure_file(Paper.objects.get(pk=paper))
