"""Passages of papers that the centre may word. All else in a template is fixed: grounds, articles, periods, remedies, signatures, amounts.

A passage is declared where it stands, with the house's own words and the places that may stand in it:

    {% paragraph "answer" "请对方答复" must 期限=due may 单位=to %}请在{期限}以前函复本中心。{% endparagraph %}

`passage` stands within a line, `paragraph` is a paragraph of a letter or several, `remark` the same in a cell of a form. Without words of
the house it is printed when the centre writes something.
"""

import re
from dataclasses import dataclass
from functools import cache

from django import template
from django.template.base import render_value_in_context
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

from legalaid.platform.core import wording
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.text import KEPT

from .kinds import PAPER_KINDS
from .script import unprintable

FRAMES = {"passage": "{}", "paragraph": '<p class="text">{}</p>', "remark": "<p>{}</p>"}
LINE, SEVERAL = 200, 600  # characters of a passage within a line, and of one with lines of its own
NAMED = re.compile(r'{% (?:extends|include) "([^"]+)"')
MARKUP = re.compile(r"[<>]")


@dataclass(frozen=True)
class Place:
    label: str
    required: bool


@dataclass(frozen=True)
class Passage:
    """`key`: template.name; `text`: the house's own words, "" for none; `of`: what it stands in where that is no paper."""

    key: str
    label: str
    text: str
    places: tuple[Place, ...] = ()
    within: bool = False  # a line of the template
    of: str = ""
    longest: int = SEVERAL  # characters

    @property
    def may_be_empty(self):
        return not (self.within and self.text) and not any(one.required for one in self.places)

    def fits(self, text):
        """Whether its places are all still there."""
        return wording.fits(text, [one.label for one in self.places])

    def check(self, text):
        """The text as it is kept. Raises DomainError for `text`."""
        text = wording.check(text.replace("\r\n", "\n"), self.places, self.longest)
        lines = [line.strip() for line in text.split("\n")]

        if not text and not self.may_be_empty:
            raise DomainError("这一处不能空着。", field="text")
        if self.within and len(lines) > 1:
            raise DomainError("这一处在一段话里面，不能另起一行。", field="text")
        if MARKUP.search(text) or any(ord(one) < 32 and one not in KEPT for one in text):
            raise DomainError("不能有尖括号或者看不见的字符。", field="text")
        if boxes := unprintable(text):
            raise DomainError(f"这些字印不出来：{'、'.join(boxes)}。", field="text")
        return "\n".join(line for line in lines if line)


class PassageNode(template.Node):
    """`readings`: {label: expression} of its places."""

    def __init__(self, passage, frame, readings):
        self.passage, self.frame, self.readings = passage, frame, readings

    def render(self, context):
        anew = context.get("WORDING") or {}
        key = self.passage.key
        own = self.passage.text
        text = wording.fitting(anew[key]["text"], self.readings, own) if key in anew else own
        if not text:
            return ""

        values = {
            label: conditional_escape(render_value_in_context(reading.resolve(context), context))
            for label, reading in self.readings.items()
        }
        said = [wording.filled(escape(line), values) for line in text.split("\n")]
        if context.get("PASSAGE") == key:
            said = [f"<mark>{line}</mark>" for line in said]
        return mark_safe("".join(self.frame.format(line) for line in said))  # noqa: S308  escaped above


def declare(parser, token):
    """The node of a tag of FRAMES."""
    tag, name, label, *rest = token.split_contents()
    inside = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    if any(not isinstance(node, template.base.TextNode) for node in inside):
        raise template.TemplateSyntaxError(f"{name}: a passage holds words alone")

    places, readings, required = [], {}, False
    for bit in rest:
        if bit in ("must", "may"):
            required = bit == "must"
            continue
        label_of, _, expression = bit.partition("=")
        places.append(Place(label_of, required))
        readings[label_of] = parser.compile_filter(expression)

    passage = Passage(
        key=f"{_stem(parser.origin.template_name)}.{name[1:-1]}",
        label=label[1:-1],
        text=re.sub(r"\s*\n\s*", "", "".join(node.s for node in inside)).strip(),
        places=tuple(places),
        within=tag == "passage",
        longest=LINE if tag == "passage" else SEVERAL,
    )
    return PassageNode(passage, FRAMES[tag], readings)


def _stem(name):
    return name.rsplit("/", 1)[-1].removesuffix(".html")


def named_by(name):
    """The template and those it extends or includes, to any depth."""
    named = NAMED.findall(source_of(name))
    return [name, *(deeper for other in named for deeper in named_by(other))]


def source_of(name):
    return get_template(name).template.source


@cache
def passages_in(name):
    """{key: Passage} of a template and those it names, in the order of the template's own."""
    found = {}
    for one in named_by(name):
        nodes = get_template(one).template.nodelist.get_nodes_by_type(PassageNode)
        found.update((node.passage.key, node.passage) for node in nodes)
    return found


def passages_of(kind_key):
    return passages_in(PAPER_KINDS[kind_key].template)


@dataclass(frozen=True)
class Worded:
    """A passage and the kinds that print it."""

    passage: Passage
    kinds: tuple

    @property
    def where(self):
        first = called(self.kinds[0])
        return first if len(self.kinds) == 1 else f"{first}等{len(self.kinds)}种文书"


@cache
def all_passages():
    """{key: Worded}, in the order of the kinds."""
    found = {}
    for kind in PAPER_KINDS.values():
        for key, passage in passages_of(kind.key).items():
            found.setdefault(key, (passage, []))[1].append(kind)
    return {key: Worded(passage, tuple(kinds)) for key, (passage, kinds) in found.items()}


def named(passage):
    """The passage and where it stands."""
    return f"{passage.of or all_passages()[passage.key].where}：{passage.label}"


def called(kind):
    """The title of a kind, told apart where one of the same title goes to each of several."""
    return f"{kind.title}（逐人）" if kind.key.endswith("_one") else kind.title


def told(wordings):
    """In words which wording of which passage stands in a paper, from its {key: version}."""
    known = all_passages() if wordings else {}
    labels = ((known[key].passage.label if key in known else key, n) for key, n in wordings.items())
    return "；".join(f"{label}，第{number}版" for label, number in labels)
