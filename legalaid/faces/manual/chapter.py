"""A chapter: a file of Markdown with a head that says who reads it and which pages it explains.

In its text 「 」 holds a name as it stands on a button, a menu or a field; `[words](cases:list)` leads to a page, `[words](chapter:queue)` to
another chapter, `![words](picture:queue)` shows a picture the journeys take, `{examination}` says a limit as the office has it. Tests hold
all of them against the product.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from legalaid.platform.accounts.roles import Role

HERE = Path(__file__).parent / "chapters"
MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[#>*`]+|^\d+\. |^- ", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    roles: tuple[str, ...]
    pages: tuple[str, ...]  # names of addresses; one that ends in * holds all that begin so
    words: tuple[str, ...]  # what people call it
    text: str
    outside: bool = False  # read by a supervisor without a post too

    @classmethod
    def read(cls, key):
        head, _, text = (HERE / f"{key}.md").read_text().partition("\n\n")
        title, *lines = head.splitlines()
        said = dict(line.split(": ", 1) for line in lines)

        roles = tuple(said["roles"].split())
        return cls(
            key=key,
            title=title.removeprefix("# "),
            roles=tuple(Role) if roles == ("all",) else tuple(Role(role) for role in roles),
            pages=tuple(said["pages"].split()),
            words=tuple(said.get("words", "").split()),
            text=text,
            outside=said.get("outside") == "yes",
        )

    def holds(self, name):
        """How much of the name of a page it accounts for; 0: it explains another."""
        if name in self.pages:
            return len(name) + 1
        begins = (page[:-1] for page in self.pages if page.endswith("*"))
        return max((len(start) for start in begins if name.startswith(start)), default=0)

    def get_absolute_url(self):
        return reverse("manual:chapter", args=[self.key])

    @property
    def plain(self):
        """Its text without the marks."""
        return MARKS.sub(r"\1", self.text)
