"""The answers in words, page by page: to be checked before they are sent, and read at the window."""

from dataclasses import dataclass

from .forms.means import favour_of
from .steps import PAPERS, pages_of

SEALED = (
    "id_number",
    "representative_id",
    "phone",
    "representative_phone",
    "safe_phone",
    "address",
    "household_address",
    "reach",
    "safe_person",
    "code_word",
    "joint",
    "helper_name",
)


@dataclass(frozen=True)
class Told:
    key: str
    title: str
    lines: tuple  # (label, answer)


def told(draft, *, masked=False):
    """[Told] of every page answered. `masked`: without numbers and addresses, for whoever has not said why they read them."""
    found = []
    for page in pages_of(draft):
        if page.key == PAPERS:
            continue
        form = page.form(draft)(draft=draft)
        lines = [*_lines(form, masked), *_rows(form, masked)]
        found.append(Told(page.key, page.title, tuple(lines)))
    return found


def _lines(form, masked):
    for bound in form:
        value = bound.value()
        if value in (None, "", [], False):
            continue
        yield (
            bound.label,
            "（有，查看时写明理由）" if masked and bound.name in SEALED else _said(bound, value),
        )


def _said(bound, value):
    choices = dict(getattr(bound.field, "choices", ()) or ())
    if isinstance(value, list | tuple):
        return "、".join(str(choices.get(one, one)) for one in value)
    if choices:
        return str(choices.get(value, value))
    return "是" if value in (True, "on") else str(value)


def _rows(form, masked):
    for row in form.rows.rows if form.rows else ():
        values = [(bound.name, bound.label, bound.value()) for bound in row if bound.value()]
        said = "，".join(
            f"{label}：{'（有）' if masked and name in SEALED else value}"
            for name, label, value in values
        )
        yield form.row.noun, said


def favour_said(draft):
    favour = favour_of(draft)
    return favour and {
        "article": favour.ground.article,
        "text": favour.ground.text,
        "proof": favour.proof,
    }
