"""The draw of one line: what it would be made of, what was drawn, the same drawn again, the list anybody can check it with."""

from cases.law import draw as law
from cases.quality.domain import draw as acts
from cases.quality.forms.draw import DrawForm
from cases.quality.forms.usual import VoidForm
from cases.quality.queries.draw import draws_for
from cases.quality.queries.plan import asked_by
from cases.quality.tables.draw import DRAWN
from legalaid.platform.office.downloads import download
from legalaid.platform.office.pages import RowFormPage, RowPage
from legalaid.platform.office.paging import WidePaginator

from .plan import OneLine

SHOWN = 200  # of the list drawn again


class DrawLine(OneLine, RowFormPage):
    form_class, template_name = DrawForm, "quality/draw_line.html"
    submit, done = "抽取", "已抽取，名单和种子已固定。"

    def get_context_data(self, **kwargs):
        line = self.object
        total = asked_by(line).count()
        many = line.number or law.part(total, line.share)
        return super().get_context_data(line=line, total=total, many=many, **kwargs)

    def act(self, form):
        return acts.draw(self.object, by=self.request.user, **form.cleaned_data)


class OneDraw:
    permission = "quality.view"
    context_object_name = "draw"

    def get_queryset(self):
        return draws_for(self.request.user)


class DrawPage(OneDraw, RowPage):
    template_name = "quality/draw.html"

    def get_context_data(self, **kwargs):
        rows = self.object.cases.select_related(
            "case__cause", "case__handler__user", "case__handler__firm"
        )
        page = WidePaginator(rows, 50).get_page(self.request.GET.get("page"))
        done = self.object.cases.exclude(done_at=None).count()
        return super().get_context_data(page=page, table=DRAWN, done=done, **kwargs)


class DrawAgain(OneDraw, RowPage):
    """Drawn again before one's eyes, of the list and the seed that are kept."""

    template_name = "quality/draw_again.html"

    def get_context_data(self, **kwargs):
        again = acts.repeated(self.object)
        kept = list(self.object.cases.values_list("case__number", flat=True))
        same = again is not None and again == kept
        return super().get_context_data(same=same, again=(again or [])[:SHOWN], **kwargs)


class DrawList(OneDraw, RowPage):
    """The numbers that were drawn from, a line each; no names."""

    def render_to_response(self, context, **kwargs):
        text = "\n".join(self.object.numbers)
        return download(text.encode(), f"draw-{self.object.pk}.txt", "text/plain; charset=utf-8")


class DrawVoid(OneDraw, RowFormPage):
    permission, form_class = "quality.plan", VoidForm
    title, submit, done = "作废抽取", "作废", "已作废，可以重新抽取；作废的抽取留有记录。"

    def act(self, form):
        return acts.void(self.object, by=self.request.user, **form.cleaned_data).line.plan
