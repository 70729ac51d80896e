"""The returns as they were handed in: what is owed, freezing, what became of the figures since."""

from django.urls import reverse
from django.utils import timezone

from cases.quality.queries.complaint import complaints_for
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from legalaid.faces.statistics import papers
from legalaid.faces.statistics.domain import snapshot as acts
from legalaid.faces.statistics.forms.snapshot import FreezeForm
from legalaid.faces.statistics.lists import SNAPSHOTS
from legalaid.faces.statistics.models import Period, Snapshot
from legalaid.faces.statistics.queries import due, frozen
from legalaid.faces.statistics.sources import SOURCES
from legalaid.platform.audit.chain import record
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import ListPage, RowFormPage, RowPage

# the matters behind rows, as a person may see them
MATTERS = {
    "cases": cases_for,
    "consultations": consultations_for,
    "topics": consultations_for,
    "complaints": complaints_for,
}
FORMS = {
    "json": (lambda row: row.figures, "application/json"),
    "pdf": (papers.handed_in_return, PDF),
}


class Snapshots(ListPage):
    """Every return frozen so far, the newest first; above them the months that are owed."""

    permission, template_name = "statistics.report", "statistics/snapshots.html"

    def get_queryset(self):
        return Snapshot.objects.select_related("period__scheme", "by").defer("figures", "rows")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        owed = [(row, row.late(today)) for row in due.owed(today)]
        return super().get_context_data(owed=owed, snapshots=SNAPSHOTS, **kwargs)


class Freeze(RowFormPage):
    """What keeps the period from being frozen, or the button; a reason where it was handed in before. The page asks for both by itself, with
    `now`: the period is reckoned anew for it."""

    permission, template_name, form_class = (
        "statistics.freeze",
        "statistics/freeze.html",
        FreezeForm,
    )
    done = "已存档。"

    def get_queryset(self):
        return Period.objects.select_related("scheme")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"again": self.last is not None}

    @property
    def last(self):
        return self.object.snapshots.order_by("-number").first()

    @property
    def back(self):
        return reverse("statistics:snapshots")

    def get_context_data(self, **kwargs):
        running = self.object.span.unfinished
        asked = not running and ("now" in self.request.GET or self.request.method == "POST")
        found = frozen.as_of_now(self.object) if asked else None
        return super().get_context_data(
            running=running,
            asked=asked,
            broken=found.broken if found else (),
            apart=found.apart if found else (),
            filled=found.filled if found else (),
            last=self.last,
            **kwargs,
        )

    def act(self, form):
        return acts.freeze(self.object, by=self.request.user, **form.cleaned_data)


class SnapshotPage(RowPage):
    """Figures with their SHA-256. `now`: what is different today, with every matter that moved it, which the page asks for by itself;
    `export=json`: the text the SHA-256 is of; `pdf`: the return on paper."""

    permission, template_name = "statistics.report", "statistics/snapshot.html"
    context_object_name = "row"

    def get_queryset(self):
        return Snapshot.objects.select_related("period__scheme", "by")

    def get(self, request, *args, **kwargs):
        form = request.GET.get("export")
        if form not in FORMS:
            return super().get(request, *args, **kwargs)

        row, (build, kind) = self.get_object(), FORMS[form]
        told = {"what": str(row), "period": str(row.period), "form": form}
        record("statistics.export", by=request.user, **told)
        name = f"return-{row.period.starts_on:%Y%m%d}-{row.number}.{form}"
        return download(build(row), name, kind, inline=form == "pdf")

    def get_context_data(self, **kwargs):
        asked = "now" in self.request.GET
        changed = frozen.difference(self.object) if asked else []
        pages = self.pages(changed)
        return super().get_context_data(
            intact=acts.intact(self.object),
            asked=asked,
            changed=[(one, *self.told(one, pages)) for one in changed],
            tables=frozen.printed(self.object),
            earlier=self.object.earlier,
            later=self.object.later,
            **kwargs,
        )

    def pages(self, changed):
        """{(source, number): address} of the matters this person may open."""
        named = {}
        for one in changed:
            for source, name, *_ in one.rows:
                named.setdefault(source, set()).add(frozen.number_of(name))
        found = {}
        for source, numbers in named.items():
            if self.request.user.may(SOURCES[source].permission):
                rows = MATTERS[source](self.request.user).filter(number__in=numbers)
                found |= {(source, row.number): row.get_absolute_url() for row in rows}
        return found

    def told(self, one, pages):
        """([(number, address, was, is)] of what may be opened, how many rows more)."""
        rows = [
            (number, pages[source, number], was, now)
            for source, name, was, now in one.rows
            if (source, number := frozen.number_of(name)) in pages
        ]
        return rows, len(one.rows) - len(rows)
