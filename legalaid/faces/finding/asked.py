"""What was typed into the one box, and what it can be."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from cases.queries.meaning import CALLED
from legalaid.platform.core.names import name_key
from legalaid.platform.core.text import PERSONAL, holds_number

LONGEST = 60
# of a landline without its area code, of Taiwan's permit: no number of ours is as long and does not begin with its year
SHORT = re.compile(r"(?!20\d{6,8}$)\d{7,10}(?:\([\dA-Za-z]{1,2}\))?")
ISSUE = re.compile(r"\(\w{1,2}\)$")
EXTENSION = re.compile(r"(?:转|分机|-|#|x)\d{1,6}$")
SPOKEN = re.compile(r"[一-鿿]{1,8}\s*[:：<>＜＞=≤≥]\s*\S")  # 承办:我, 期限<7天


@dataclass(frozen=True)
class Asked:
    text: str

    @classmethod
    def of(cls, typed):
        return cls(CALLED.sub("", " ".join(typed.split())[:LONGEST]))

    @cached_property
    def solid(self):
        return re.sub(r"\s", "", self.text)

    @cached_property
    def number(self):
        """As a number of a document or telephone is compared: one width, no blanks."""
        return unicodedata.normalize("NFKC", self.solid)

    @property
    def private(self):
        """Nothing but such a number."""
        whole = (self.number, EXTENSION.sub("", self.number), ISSUE.sub("", self.number))
        return any(map(PERSONAL.fullmatch, whole)) or self.short

    @property
    def short(self):
        """A number of a person with so few digits that they could be tried one after the other."""
        return bool(SHORT.fullmatch(self.number.replace("-", "")))

    @property
    def unlogged(self):
        """Holds such a number: never put into an address, where logs would keep it."""
        return holds_number(self.text) or self.private

    @property
    def spoken(self):
        """Conditions of the list of cases rather than words."""
        return bool(SPOKEN.search(self.text))

    @cached_property
    def words(self):
        """The key of each word."""
        return [key for key in map(name_key, self.text.split()) if key]

    @property
    def numbered(self):
        """May be part of a number of ours."""
        return not self.private and bool(re.search(r"\d{2}", self.solid))

    @property
    def worded(self):
        """Words: a name, a place, a matter; no number."""
        return bool(self.solid) and not re.search(r"\d", self.solid)
