"""A paper with made-up facts, to look at before its words are kept: templates/papers/samples/<kind>.json, one or more to a kind.

The names of the office of today stand where a sample says 〔中心〕, 〔局〕, 〔县〕 or 〔简〕.
"""

import json
from functools import cache

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.office import UNNAMED, office_at

from . import render
from .passages import passages_of

FOLDER = settings.BASE_DIR / "templates" / "papers" / "samples"
NUMBER = "样张〔0000〕第1号"
ANY = "…"
NAMES = {"〔中心〕": "center", "〔局〕": "bureau", "〔县〕": "county", "〔简〕": "short"}


@cache
def _kept(kind_key):
    path = FOLDER / f"{kind_key}.json"
    return path.read_text() if path.exists() else "[]"


def samples_of(kind_key, office):
    """[facts], so many that each passage of the kind is printed by one of them."""
    text = _kept(kind_key)
    for mark, name in NAMES.items():
        text = text.replace(mark, json.dumps(office[name], ensure_ascii=False)[1:-1])
    return json.loads(text)


def sample_facts(kind_key, words, passage=""):
    """The facts of the sample that prints the passage, with the centre's `words` ({key: {text}}) and the names of today's office."""
    office = office_at(timezone.now())
    samples = samples_of(kind_key, office)
    facts = next((one for one in samples if not passage or _prints(kind_key, one, passage)), {})
    said = {"OFFICE": office, "is_sample": True, "WORDING": words, "PASSAGE": passage}
    return facts | said


def _prints(kind_key, facts, passage):
    stand_in = {"WORDING": {passage: {"text": ANY}}, "PASSAGE": passage}
    return "<mark>" in render.paper_body(kind_key, facts | stand_in)


def unprinted(kind_key):
    """The passages that no sample of the kind prints."""
    samples = samples_of(kind_key, UNNAMED)
    return [
        key
        for key in passages_of(kind_key)
        if not any(_prints(kind_key, facts, key) for facts in samples)
    ]


def sample_pdf(kind_key, facts):
    return render.pdf(render.paper_html(kind_key, facts | {"PASSAGE": ""}, NUMBER))
