"""One page of questions: plain words over the fields of the staff's own intake form, so that both sides ask the same."""

from copy import deepcopy

from django import forms
from django.http import QueryDict

from cases.forms.intake import IntakeForm
from cases.forms.intake_rows import Rows
from legalaid.platform.core.text import visible
from legalaid.platform.office.forms import OfficeForm

LONGEST = 3000  # characters of an account


class Question(OfficeForm):
    """`asked`: {field of the intake form: how it is asked here}; `needed`: those that must be answered; `hints`: {field: what helps};
    `row`: the class of the repeated rows of the page, `free`: how many blank ones stand below the filled ones."""

    asked = {}
    needed = ()
    hints = {}
    row, free = None, 0

    def __init__(self, data=None, *, draft):
        self.draft = draft
        self.base_fields = type(self).base_fields | self._borrowed()
        super().__init__(data, initial=initial_of(self, draft), use_required_attribute=False)
        for name, field in self.fields.items():
            field.help_text = self.hints.get(name, field.help_text)
            field.widget.attrs.pop("autofocus", None)
        self.prepare()
        self.rows = Rows(self.row, self.data or draft.as_query) if self.row else None

    def _borrowed(self):
        """The fields of the staff's form, asked in other words."""
        fields = {name: deepcopy(IntakeForm.base_fields[name]) for name in self.asked}
        for name, field in fields.items():
            field.label, field.required = self.asked[name], name in self.needed
            field.widget.is_required = field.required
        return fields

    def prepare(self):
        """What follows from what was answered before."""

    def is_valid(self):
        rows_hold = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows_hold

    def unasked(self):
        """What was written into boxes this page does not have (any more): it would be lost without a word."""
        names = {*self.names, *BESIDE}
        sent = ((name, text.strip()) for name in self.data for text in self.data.getlist(name))
        return [text for name, text in sent if name not in names and text not in ("", TICKED)]

    @property
    def names(self):
        """Of the boxes of the page, those of its rows among them."""
        rows = [f"{self.row.group}_{name}" for name in self.row.base_fields] if self.row else []
        return [*self.fields, *rows]

    @property
    def problems(self):
        """[(id of the field or "", label, sentence)] of what is to be put right."""
        if not self.is_bound:
            return []
        own = [
            (self[name].id_for_label if name in self.fields else "", self._label(name), said)
            for name, told in self.errors.items()
            for said in told
        ]
        rows = self.rows.errors if self.rows else {}
        return own + [("", label, said) for label, told in rows.items() for said in told]

    def _label(self, name):
        return self.fields[name].label.rstrip("？") if name in self.fields else ""

    @property
    def shown_rows(self):
        """The filled rows, and blank ones below them."""
        blank = Rows(self.row, QueryDict()).shown * self.free
        return [*self.rows.rows, *blank[: max(self.free - len(self.rows.rows), 1)]]

    def said(self):
        """{name: [what stands in it]} as it is kept: as it was typed, but for what nobody sees."""
        names = [name for name in self.names if name not in NOT_KEPT]
        found = {name: [visible(one) for one in self.data.getlist(name)] for name in names}
        return self.tidied({name: values for name, values in found.items() if any(values)}, names)

    def tidied(self, kept, names):
        """With "" for what was emptied, so that an earlier answer does not come back."""
        return {name: kept.get(name, []) for name in names}


NOT_KEPT = ("website",)
BESIDE = ("csrfmiddlewaretoken", "seen", "more", "check")  # what a page sends beside its boxes
TICKED = "on"


def initial_of(form, draft):
    """What was answered; several values only where several may be ticked."""
    several = (forms.MultipleChoiceField,)
    known = {**form.base_fields, **IntakeForm.base_fields}
    return {
        name: values if isinstance(known.get(name), several) else values[0]
        for name, values in draft.shown.items()
        if values
    }
