"""The annual work report as a whole: the structure of the county's own, its passages from `said`, and what was written by hand over them.

docs/annual-report.md lists which figure fills which blank of the county's report.
"""

from dataclasses import dataclass

from .merged import merge
from .said import convenience, guarantee, opening, problems, publicity, restraint, steps
from .said.words import COUNTING
from .standing import standing


@dataclass(frozen=True)
class Passage:
    """`fresh`: as today's figures say it; `words`: as it is printed; `clashes`: [(was, is)] that changed where somebody wrote."""

    key: str
    fresh: str
    words: str
    lead: str = ""
    clashes: tuple = ()
    by_hand: bool = False

    def __str__(self):
        return f"{self.lead}{self.words}"


@dataclass(frozen=True)
class Section:
    heading: str
    level: int
    passages: tuple = ()

    @property
    def printed(self):
        return [str(passage) for passage in self.passages if passage.words]


def title(f):
    return "".join(title_lines(f))


def title_lines(f):
    """Of a year still running, how far it goes on a line of its own."""
    name = f"{f['county']}{f['year']}年法律援助工作报告"
    return [name, f"（{f.until}，年度未完）"] if f.until else [name]


def sections(f, written=()):
    """[Section] in order. `written`: {key: (the text it was written over, the words written)}."""
    written, found = dict(written), problems.problems(f)

    def said(**passages):
        return tuple(_passage(key, words, written) for key, words in passages.items())

    named = _numbered(said(**found), "{}是")
    planned = _numbered(said(**steps.steps(f, found)), "（{}）")
    lead = standing(f, "gap" if any(one.words for one in named) else "no_gap")

    return [
        Section("", 0, said(opening=opening.opening(f))),
        Section("一、主要做法及成效", 1),
        Section(
            "（一）加强组织领导，健全机构设施",
            2,
            said(network=guarantee.network(f), money=guarantee.money(f)),
        ),
        Section(
            "（二）强化制度约束，提升办案质量",
            2,
            said(
                rules=restraint.rules(f),
                seven_ones=restraint.seven_ones(f),
                changes=restraint.changes(f),
            ),
        ),
        Section(
            "（三）优化便民服务，确保群众满意",
            2,
            said(
                window=convenience.window(f),
                green=convenience.green(f),
                duty=convenience.duty(f),
                training=convenience.training(f),
            ),
        ),
        Section("（四）加强宣传引导，扩大援助影响", 2, said(publicity=publicity.publicity(f))),
        Section("二、存在的问题及不足", 1, (*said(problems=lead), *named)),
        Section("三、下一步工作措施", 1, planned),
    ]


def _passage(key, fresh, written):
    if key not in written:
        return Passage(key, fresh, fresh)
    base, mine = written[key]
    words, clashes = merge(base, mine, fresh)
    return Passage(key, fresh, words, clashes=clashes, by_hand=True)


def _numbered(passages, lead):
    """Those that are printed, counted through; the others stay, for who writes one by hand."""
    printed = [passage.key for passage in passages if passage.words]
    return tuple(
        Passage(
            **vars(passage)
            | {"lead": lead.format(COUNTING[printed.index(passage.key)]) if passage.words else ""}
        )
        for passage in passages
    )
