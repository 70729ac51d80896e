"""A sheet is imported through the very form the page uses, row by row: all rows or none, and a report of every cell that is wrong."""

import re
from dataclasses import dataclass

from django import forms
from django.db import transaction

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import read_sheet


@dataclass(frozen=True)
class CellError:
    row: int
    heading: str
    sentence: str


class RowErrors(DomainError):
    """The sheet was not taken; `errors` says why, cell by cell."""

    def __init__(self, errors):
        rows = len({error.row for error in errors})
        super().__init__(f"{rows}行有问题，整表未导入，请按下表改正后重新上传。", field="file")
        self.errors = errors


def import_rows(upload, columns, required, *, form_for, save):
    """Number of rows saved. `columns`: {heading: form field}; `form_for(row, data)`: the form, unbound when data is None."""
    rows = read_sheet(upload, columns, required)
    headings = {field: heading for heading, field in columns.items()}

    errors = []
    with transaction.atomic():
        for number, row in rows:
            for heading, sentence in _import_row(row, columns, headings, form_for, save):
                errors.append(CellError(number, heading, sentence))
        if errors:
            raise RowErrors(errors)
    return len(rows)


def _import_row(row, columns, headings, form_for, save):
    """Saves one row, or says what is wrong with it: [(heading, sentence)]."""
    try:
        form = form_for(row, form_data(form_for(row, None), row, columns))
        if form.is_valid():
            save(form)
            return []
    except CellProblem as problem:
        return [(problem.heading, problem.sentence)]
    except DomainError as error:
        return [(headings.get(error.field, "—"), error.sentence)]

    return [
        (headings.get(field, "—"), sentence)
        for field, sentences in form.errors.items()
        for sentence in sentences
    ]


class CellProblem(Exception):
    def __init__(self, heading, sentence):
        super().__init__(sentence)
        self.heading, self.sentence = heading, sentence


def form_data(form, row, columns):
    """What a browser would send: a cell's words become codes; what the sheet has no column for stays as it is."""
    given = {field: heading for heading, field in columns.items() if heading in row}

    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if heading := given.get(name):
            value = _code(field, heading, row[heading])
        if value not in (None, False):
            data[name] = value
    return data


def _code(field, heading, text):
    if isinstance(field, forms.BooleanField):
        if text not in ("是", "否", ""):
            raise CellProblem(heading, f"请填“是”或“否”，现为“{text}”。")
        return text == "是"

    if isinstance(field, forms.MultipleChoiceField):
        words = [word.strip() for word in re.split("[、，,]", text)]
        return [_choice(field, heading, word) for word in words if word]

    if not text:
        return text
    if isinstance(field, forms.ModelChoiceField):
        return _row(field, heading, text)
    if isinstance(field, forms.ChoiceField):
        return _choice(field, heading, text)
    return text


def _row(field, heading, name):
    row = field.queryset.filter(name=name).first()
    if row is None:
        raise CellProblem(heading, f"没有名为“{name}”的{field.label}，请先登记。")
    return row.pk


def _choice(field, heading, text):
    codes = {str(label): code for code, label in field.choices}
    if text not in codes:
        offered = "、".join(label for label, code in codes.items() if code)
        raise CellProblem(heading, f"“{text}”不是可填的值，可填：{offered}。")
    return codes[text]
