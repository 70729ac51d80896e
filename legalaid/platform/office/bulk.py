"""An act on many rows of a list: chosen, looked at once more, then each done by itself, with what became of it.

Every row goes through the same act as a single one, in its own transaction; what one refuses stops no other.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.generic import FormView

from legalaid.platform.core.errors import DomainError

from .access import PermissionMixin
from .asked import as_number
from .pages import SentOnce
from .tables import Column

MOST = 200  # rows a go
GONE = "不在您能看的范围内，或者已经没有这一件。"
CHANGED = "刚才有人办过这一件，没有办；请重新打开列表再选。"
ALL = mark_safe('<input type="checkbox" data-pick-page aria-label="选中本页" hidden>')


def _box(row, words):
    return format_html(
        '<label class="pick"><input type="checkbox" name="pk" value="{}" form="bulk" aria-label="选中这一行"></label>',
        words,
    )


PICK = Column("pick", ALL, "pk", draw=_box, short="选择", place="pick")


@dataclass
class Item:
    """A row that was chosen, and what is said of it; `row` is None where this person sees none."""

    row: object
    sentence: str = ""
    refused: bool = False


class BulkPage(SentOnce, PermissionMixin, FormView):
    """GET shows the rows chosen (`pk`, or all that the line `q` finds where `all` is ticked), POST does the act on each.

    A page names `check(row)` and `do(row, form)`, which raise DomainError, and `finish(rows, form)` for what is done once.
    """

    template_name = "bulk.html"
    title = submit = warning = ""
    table = None
    noun, most = "件", MOST
    back = ""
    stale = True  # whether a row that was acted on meanwhile is left alone

    def visible(self):
        """The rows this person may see."""
        raise NotImplementedError

    def found(self):
        """Those of them that the address asks for."""
        raise NotImplementedError

    def check(self, row):
        """Whether the act can be done on it now."""

    def do(self, row, form):
        """Does it; answers with what was done, in words."""
        raise NotImplementedError

    def finish(self, rows, form):
        """Done once after all; answers with a sentence."""
        return ""

    # rows

    def asked(self):
        """Keys of the rows, one more than `most` where there are more."""
        if self.request.GET.get("all"):
            return list(self.found().values_list("pk", flat=True)[: self.most + 1])
        keys = (as_number(text) for text in self.request.GET.getlist("pk"))
        return list(dict.fromkeys(key for key in keys if key is not None))[: self.most + 1]

    def chosen(self):
        """[Item] before the act."""
        keys = self.asked()[: self.most]
        rows = self.visible().in_bulk(keys)
        return [self.looked_at(rows.get(key)) for key in keys]

    def looked_at(self, row):
        if row is None:
            return Item(None, GONE, refused=True)
        try:
            self.check(row)
        except DomainError as error:
            return Item(row, error.sentence, refused=True)
        return Item(row, "可以办")

    # answers

    def get_context_data(self, **kwargs):
        items = kwargs.pop("items", None) or self.chosen()
        able = [item for item in items if not item.refused]
        return super().get_context_data(
            items=items, able=able, most=self.most, too_many=len(self.asked()) > self.most, **kwargs
        )

    def form_valid(self, form):
        return self.answer([self.one(text, form) for text in self.sent()], form)

    def sent(self):
        return self.request.POST.getlist("row")[: self.most]

    def answer(self, items, form):
        """The page that says what became of each."""
        rows = [item.row for item in items if not item.refused]
        last = self.finish(rows, form) if rows else ""
        context = super().get_context_data(items=items, over=True, done=rows, last=last)
        return self.render_to_response(context)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def one(self, text, form):
        """`text`: key and version as they stood on the page."""
        key, _, seen = text.partition(":")
        try:
            with transaction.atomic():
                row = self.visible().filter(pk=as_number(key)).first()
                if row is None:
                    return Item(None, GONE, refused=True)
                if self.stale and str(row.version) != seen:
                    return Item(row, CHANGED, refused=True)
                self.check(row)
                return Item(row, self.do(row, form))
        except DomainError as error:
            return Item(row, error.sentence, refused=True)
