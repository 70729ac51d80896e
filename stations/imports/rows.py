"""A sheet is imported through the very form the page uses, row by row: all rows or none, and a report of every cell that is wrong."""

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
            try:
                form = form_for(row, form_data(form_for(row, None), row, columns))
            except CellProblem as problem:
                errors.append(CellError(number, problem.heading, problem.sentence))
                continue
            except DomainError as error:
                errors.append(CellError(number, headings.get(error.field, "—"), error.sentence))
                continue
            if form.is_valid():
                try:
                    save(form)
                except DomainError as error:
                    errors.append(CellError(number, headings.get(error.field, "—"), error.sentence))
            else:
                errors += [
                    CellError(number, headings.get(field, "—"), sentence)
                    for field, found in form.errors.items()
                    for sentence in found
                ]
        if errors:
            raise RowErrors(errors)
    return len(rows)


class CellProblem(Exception):
    def __init__(self, heading, sentence):
        super().__init__(sentence)
        self.heading, self.sentence = heading, sentence


def form_data(form, row, columns):
    """What a browser would send: a cell's words become codes; what the sheet has no column for stays as it is."""
    data = {}
    given = {field: heading for heading, field in columns.items() if heading in row}
    for name, field in form.fields.items():
        value = _code(field, given[name], row[given[name]]) if name in given else form[name].value()
        if value not in (None, False):
            data[name] = value
    return data


def _code(field, heading, text):
    if isinstance(field, forms.BooleanField):
        if text not in ("是", "否", ""):
            raise CellProblem(heading, f"请填“是”或“否”，现为“{text}”。")
        return text == "是"
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(name=text).first() if text else None
        if text and found is None:
            raise CellProblem(heading, f"没有名为“{text}”的{field.label}，请先登记。")
        return found.pk if found else ""
    if isinstance(field, forms.MultipleChoiceField):
        words = [
            word.strip()
            for word in text.replace("，", "、").replace(",", "、").split("、")
            if word.strip()
        ]
        return [_choice(field, heading, word) for word in words]
    if isinstance(field, forms.ChoiceField):
        return _choice(field, heading, text) if text else ""
    return text


def _choice(field, heading, text):
    codes = {str(label): code for code, label in field.choices}
    if text not in codes:
        raise CellProblem(
            heading,
            f"“{text}”不是可填的值，可填：{'、'.join(label for label, code in codes.items() if code)}。",
        )
    return codes[text]
