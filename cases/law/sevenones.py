"""七个一: each of the seven is derived from its evidence; a waiver by the director stands in for it with a reason."""

from dataclasses import dataclass

TITLES = {
    "meeting": "一案一见面",
    "telling": "一案一告知",
    "discussion": "一案一讨论",
    "follow_up": "一案一回访",
    "file": "一案一卷宗",
    "subsidy": "一案一补贴",
    "archive": "一案一归档",
}
# what is said of each while it is due, and before
WHEN = {
    "meeting": ("等首次会见（约见）", "签订委托协议后"),
    "telling": ("首次会见时告知", "首次会见时"),
    "discussion": ("报送结案材料前讨论", "首次会见后"),
    "follow_up": ("等回访", "结案审查通过后"),
    "file": ("等材料报送、审查", "结案后"),
    "subsidy": ("归档前发放", "结案审查通过后"),
    "archive": ("等归档", "回访以后"),
}
OVERDUE = "尚缺，归档前补齐或者免除"


@dataclass(frozen=True)
class One:
    key: str
    title: str
    done: bool
    evidence: str = ""
    waived: str = ""
    against: str = ""

    @property
    def settled(self):
        return self.done or bool(self.waived)


def seven_ones(evidence, waivers, against=None):
    """evidence: {key: sentence}, absent or empty when missing; waivers: {key: reason}; `against`: {key: what speaks against it}."""
    against = against or {}
    return tuple(
        One(
            key,
            title,
            bool(evidence.get(key)) and key not in against,
            evidence.get(key, ""),
            waivers.get(key, ""),
            against.get(key, ""),
        )
        for key, title in TITLES.items()
    )


def before_archiving(ones):
    """Titles of what is still missing; the seventh is the archiving itself."""
    return [one.title for one in ones if one.key != "archive" and not one.settled]
