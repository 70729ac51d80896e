"""Which matters are major or difficult, by what is on record, and whether they are discussed by several before they are concluded.

程序规定 chapter 5 names four grounds the handler reports; the others are found by rule. Article numbers we have not read are left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """`told`: by a person with a reason, else by rule; `first`: discussed at the centre before the case is concluded."""

    code: str
    label: str
    told: bool = False
    first: bool = True


GROUNDS = (
    Ground("life", "可能被判处无期徒刑、死刑，或者死刑复核"),
    Ground("amount", "涉及金额较大"),
    Ground(
        "many", "申请人较多", first=False
    ),  # reported and discussed before the file is handed in
    Ground("minor", "未成年人刑事案件", first=False),
    Ground("doubt", "主要证据认定、适用法律等方面有重大疑义", told=True),
    Ground("crowd", "涉及群体性事件", told=True),
    Ground("impact", "有重大社会影响", told=True),
    Ground("complex", "其他复杂、疑难情形", told=True),
    Ground("media", "媒体关注", told=True),
)
DEATH_REVIEWED = "死刑复核"  # the stage
BY_CODE = {ground.code: ground for ground in GROUNDS}
TOLD = [(ground.code, ground.label) for ground in GROUNDS if ground.told]


def by_rule(*, life_or_death, minor, criminal, people, amount, many, large):
    """The codes found; `many`, `large`: from how many applicants and how much money on. `amount`: None where none is claimed."""
    found = {
        "life": life_or_death,
        "amount": amount is not None and amount >= large,
        "many": people >= many,
        "minor": criminal and minor,
    }
    return tuple(code for code, holds in found.items() if holds)


def asks_first(codes):
    """Whether one of these is discussed before the case is concluded."""
    return any(BY_CODE[code].first for code in codes)
