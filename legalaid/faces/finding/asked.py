"""What was typed into the one box, and what it can be."""

import re
from dataclasses import dataclass
from functools import cached_property

from legalaid.platform.core.text import PERSONAL, holds_number

LONGEST = 60
SPOKEN = re.compile(r"[一-鿿]{1,8}\s*[:：<>＜＞=≤≥]\s*\S")  # 承办:我, 期限<7天


@dataclass(frozen=True)
class Asked:
    text: str

    @classmethod
    def of(cls, typed):
        return cls(" ".join(typed.split())[:LONGEST])

    @cached_property
    def solid(self):
        return re.sub(r"\s", "", self.text)

    @property
    def private(self):
        """Nothing but such a number."""
        return bool(PERSONAL.fullmatch(self.solid))

    @property
    def unlogged(self):
        """Holds such a number: never put into an address, where logs would keep it."""
        return holds_number(self.text)

    @property
    def spoken(self):
        """Conditions of the list of cases rather than words."""
        return bool(SPOKEN.search(self.text))

    @property
    def numbered(self):
        """May be part of a number of ours."""
        return not self.private and bool(re.search(r"\d{2}", self.solid))

    @property
    def worded(self):
        """Words: a name, a place, a matter; no number."""
        return bool(self.solid) and not re.search(r"\d", self.solid)
