"""What an answer is made of: kinds, and in each a few rows that lead somewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    href: str
    words: str
    said: str = ""  # beside it, quieter
    chip: str = ""  # its state
    due: str = ""  # its limit, drawn
    end: str = ""  # at the right: a number, a date
    icon: str = ""


@dataclass(frozen=True)
class Kind:
    """Rows of one kind; `rest`: where all of them stand, and what the link says."""

    title: str
    hits: tuple[Hit, ...]
    rest: str = ""
    rest_words: str = ""


def kind(title, hits, limit, rest="", asked=None, count=""):
    """The first `limit` of these rows; where more are known, with the link to the list that shows them all (`count`: how many, where that
    is known). A whole identity number or phone goes into no address."""
    hits = tuple(hits)
    if not hits:
        return None
    if len(hits) <= limit or not rest or (asked and asked.unlogged):
        return Kind(title, hits[:limit])
    return Kind(title, hits[:limit], rest, f"全部{title}　{count}".strip())
