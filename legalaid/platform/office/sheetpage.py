"""The page on which a sheet comes in: chosen, judged row by row, seen, then written; what is faulty goes back as a sheet.

Nothing is kept between: the rows travel with the page, sealed for this person and kind of sheet. Judging does what writing does and takes
it back, so that the one cannot differ from the other; a sheet too long for that (`LongSheetPage`) is judged without writing and written
in portions.
"""

import base64
import gc
import hashlib
import json
import uuid
import zlib
from contextlib import contextmanager
from datetime import timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.core.crypto import Unreadable, seal, unseal
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import Sent

from .downloads import XLSX, download
from .forms import OfficeForm
from .incoming import MAX_ROWS, Incoming, read_incoming
from .judged import (
    ASKED,
    CHANGED,
    FAULTY,
    NEW,
    WRITTEN,
    count_of,
    digest_of,
    faulty_sheet,
    template_of,
)
from .pages import FormPage
from .tables import Column, Table

LASTS = timedelta(hours=4)
LARGEST = 4 * 1024 * 1024  # characters of a sealed sheet: a form may send five million
SHOWN = 200  # lines of a table
READ = ".xlsx,.xls,.csv,.txt"

FAULTS = Table(
    caption="有问题的单元格",
    columns=(
        Column("row", "行"),
        Column("title", "名称"),
        Column("heading", "列"),
        Column("value", "填的是"),
        Column("reason", "问题"),
        Column("example", "例"),
    ),
)
CHANGES = Table(
    caption="要写入的行",
    columns=(
        Column("number", "行"),
        Column("title", "名称"),
        Column("outcome", "办理", show={NEW: "新增", CHANGED: "修改"}.get),
        Column("changes", "内容", show="；".join),
        Column("notes", "注意", show="；".join),
    ),
)


@contextmanager
def nothing_thrown_away():
    """What thousands of rows are made of lives to the end: looking through it again and again for garbage is a ninth of the work."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class SheetForm(OfficeForm):
    file = forms.FileField(
        label="表格（.xlsx、.xls、.csv）", widget=forms.ClearableFileInput(attrs={"accept": READ})
    )


class SheetPage(FormPage):
    """`what`: the rows' name; `kind`: of the sheet, for its seal and file names; `unit`: what a row is counted in."""

    template_name = "sheet_import.html"
    form_class, submit = SheetForm, "核对"
    what, kind, unit = "", "", "行"
    most = MAX_ROWS
    faults_table, changes_table = FAULTS, CHANGES

    def headings(self):
        raise NotImplementedError

    def judge(self, incoming, answers):
        """[Judged] of the rows, written as they are judged. `answers`: what was chosen, {"row-7": answer, "all-role": word}."""
        raise NotImplementedError

    def kept(self, judged):
        """Records what was written."""

    def get(self, request, *args, **kwargs):
        if request.GET.get("template"):
            data = template_of(self.what, self.headings())
            return download(data, f"{self.kind}-template.xlsx", XLSX)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "sheet" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            incoming = self.opened(request.POST["sheet"])
        except DomainError as error:
            return self.shut(error)
        return self.answered(incoming)

    def shut(self, error):
        """What the page carried is of no use: the file is chosen again."""
        form = self.form_class({}, {})
        form.errors.clear()
        return self.refused(form, error)

    def form_valid(self, form):
        try:
            incoming = read_incoming(form.cleaned_data["file"], self.headings(), self.most)
            return self.preview(incoming, self.try_out(incoming, {}))
        except DomainError as error:
            return self.refused(form, error)

    def answered(self, incoming):
        answers = self.answers
        if self.request.POST.get("act") == "keep" and self.unanswered(incoming, answers):
            return self.preview(incoming, self.try_out(incoming, answers), answers, status=422)
        match self.request.POST.get("act"):
            case "faulty":
                judged = self.try_out(incoming, answers)
                left = [row for row in judged if row.outcome in (FAULTY, ASKED)]
                data = faulty_sheet(self.what, self.headings(), incoming.rows, left)
                return download(data, f"{self.kind}-faulty.xlsx", XLSX)
            case "keep":
                return self.keep(incoming, answers)
            case _:
                return self.preview(incoming, self.try_out(incoming, answers), answers)

    def unanswered(self, incoming, answers):
        """What the sheet does not say, its rows cannot do without and nobody has chosen yet."""
        asked = [one for one in self.headings() if one.needed and one.fill]
        return [
            one
            for one in asked
            if one.key not in incoming.columns and not answers.get(f"all-{one.key}")
        ]

    @property
    def answers(self):
        said = self.request.POST.items()
        return {key: value for key, value in said if key.startswith(("row-", "all-"))}

    def try_out(self, incoming, answers):
        with transaction.atomic():
            judged = self.judge(incoming, answers)
            transaction.set_rollback(True)
        return judged

    def keep(self, incoming, answers):
        """Writes what was seen, once; where the rows would become something else by now, or are being written by another press, they
        are shown again."""
        try:
            with transaction.atomic():
                first, judged = self.claim(), self.judge(incoming, answers)
                as_seen = first and digest_of(judged) == self.request.POST.get("seen")
                if as_seen:
                    self.kept(judged)
                else:
                    transaction.set_rollback(True)
        except IntegrityError:  # somebody else has written one of these rows meanwhile
            first, as_seen, judged = True, False, self.try_out(incoming, answers)

        if as_seen:
            return self.preview(incoming, judged, answers, done=True)
        return self.preview(incoming, judged, answers, stale=first, twice=not first, status=409)

    def claim(self):
        """Whether this page is sent with these answers for the first time; of two presses at once the second waits here for the first."""
        told = json.dumps([self.request.POST["sheet"], self.answers])
        name = hashlib.sha256(told.encode()).hexdigest()[:32]
        _, first = Sent.objects.get_or_create(token=uuid.UUID(name))
        return first

    def preview(self, incoming, judged, answers=None, *, status=200, **said):
        written = [row for row in judged if row.outcome in WRITTEN]
        faults = [
            {"row": row.number, "title": row.title, **vars(fault)}
            for row in judged
            for fault in row.faults
        ]
        filled = [one for one in self.headings() if one.fill and one.key not in incoming.columns]

        context = {
            "incoming": incoming,
            "sheet": self.closed(incoming),
            "seen": None,
            "judged": digest_of(judged),
            "counts": count_of(judged),
            "written": written[:SHOWN],
            "written_hidden": max(len(written) - SHOWN, 0),
            "faults": faults[:SHOWN],
            "faults_hidden": max(len(faults) - SHOWN, 0),
            "asked": [row for row in judged if row.like],
            "unanswered": self.unanswered(incoming, answers or {}),
            "filled": [(one, (answers or {}).get(f"all-{one.key}", "")) for one in filled],
            **said,
        }
        return self.show(self.form_class(), status, **context)

    def get_context_data(self, **kwargs):
        named = {"what": self.what, "unit": self.unit, "headings": self.headings()}
        return super().get_context_data(**named, **kwargs)

    def closed(self, incoming):
        """The rows as the page carries them."""
        held = {"at": timezone.now().isoformat(), **vars(incoming)}
        packed = zlib.compress(json.dumps(held, ensure_ascii=False).encode())
        sealed = seal(base64.b64encode(packed).decode(), self.sealed_for)
        if len(sealed) > LARGEST:
            raise DomainError("表中的内容太多，请分次导入。", field="file")
        return sealed

    def opened(self, sealed):
        """Raises DomainError where it is not of this person, this kind of sheet and these hours."""
        try:
            packed = base64.b64decode(unseal(sealed, self.sealed_for))
        except Unreadable:
            raise DomainError("这份核对结果打不开，请重新选择文件。", field="file") from None
        held = json.loads(zlib.decompress(packed))
        at = timezone.datetime.fromisoformat(held.pop("at"))
        if timezone.now() - at > LASTS:
            raise DomainError("核对已经过了四个小时，请重新选择文件。", field="file")
        held["rows"] = [(number, row) for number, row in held["rows"]]
        return Incoming(**held)

    @property
    def sealed_for(self):
        return f"sheet:{self.kind}:{self.request.user.pk}"


class LongSheetPage(SheetPage):
    """A sheet of which nothing is written while it is judged; then a portion at a time, so that others can record a step in between.

    What a portion holds is registered by then, whatever becomes of the next: the rest is written when the sheet comes again.
    """

    portion = 200

    def judge(self, incoming, answers):
        """[Judged] of the rows, nothing written; what the act needs stands in `facts` of each."""
        raise NotImplementedError

    def write(self, rows):
        """Writes these judged rows in one transaction; one that was registered meanwhile is left out, and `outcome` says so."""
        raise NotImplementedError

    def try_out(self, incoming, answers):
        return self.judge(incoming, answers)

    def keep(self, incoming, answers):
        judged = self.judge(incoming, answers)
        if not self.claim():
            return self.preview(incoming, judged, answers, twice=True, status=409)
        if digest_of(judged) != self.request.POST.get("seen"):
            return self.preview(incoming, judged, answers, stale=True, status=409)

        rows = [row for row in judged if row.outcome in WRITTEN]
        with nothing_thrown_away():
            for start in range(0, len(rows), self.portion):
                self.write(rows[start : start + self.portion])
        self.kept(judged)
        return self.preview(incoming, judged, answers, done=True)
