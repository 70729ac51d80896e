"""Official forms without anything on them, from the templates the filled ones are printed by (程序规定 art. 8: sample forms)."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from legalaid.platform.documents import render
from legalaid.platform.documents.kinds import PAPER_KINDS

SPACE = "　"
PERSON = {
    "name": SPACE,
    "id_kind": "身份证号码",
    "id_number": SPACE,
    "phone": SPACE,
}
LONG = "\n".join([SPACE] * 8)
MEMBER = dict.fromkeys(("name", "relation", "age", "occupation", "income_kind", "income"), SPACE)
UNSAID = {"date": "　　　年　　月　　日"}


@dataclass(frozen=True)
class Blank:
    """`use`: when one needs it; `facts`: what keeps a line of the template empty instead of saying 无."""

    use: str
    facts: dict


BLANKS = {
    "application": Blank(
        "申请法律援助，都要填这张。",
        {"person": PERSON, "crowds": [SPACE], "opponents": [SPACE], "mode": SPACE, "earlier": [SPACE],
         "agent": {"name": SPACE, "as_what": [SPACE]}, "facts": LONG},
    ),
    "means_statement": Blank(
        "要看经济条件的，填这张。受家暴等不看条件的，不用填。",
        {"person": PERSON, "favour": SPACE, "proof": SPACE, "members": [MEMBER] * 6, "asked": True},
    ),
    "commitment": Blank(
        "没有别的办法证明收入的，签这张承诺书。",
        {"person": PERSON, "members": [SPACE]},
    ),
    "help_application": Blank(
        "被关押的人请值班律师帮忙，填这张。",
        {"id_kind": "证件号码", "id_number": SPACE, "held_at": SPACE, "wanted": "\n".join([SPACE] * 4)},
    ),
    "replacement_request": Blank(
        "想换律师的，填这张。",
        {"opinion": {"text": SPACE, "who": "", "day": ""}, "reason": LONG, "evidence": LONG},
    ),
}  # fmt: skip


def titled(key):
    return PAPER_KINDS[key].title


def printed(key, names):
    """The PDF with the names of the office, made once for each state of the template."""
    return _printed(key, render.template_version(key), tuple(sorted(names.items())))


@lru_cache(maxsize=32)
def _printed(key, version, names):
    kind = PAPER_KINDS[key]
    facts = {**UNSAID, **BLANKS[key].facts, "OFFICE": dict(names)}
    told = {**facts, "kind": kind, "number_text": "", "qr": ""}
    return render.pdf(render_to_string(kind.template, told))
