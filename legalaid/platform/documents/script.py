"""Characters no font of this machine draws: a paper with one would show an empty box where a name stands."""

import subprocess
from functools import lru_cache

LATIN, IDEOGRAPHS = 0x250, range(0x4E00, 0xA000)  # what every Chinese font has
SIGNS = (range(0x2000, 0x2700), range(0x3000, 0x3100), range(0xFF00, 0xFFF0))
SELECTORS = range(0xFE00, 0xFE10)


def unprintable(text):
    """The characters of `text` that would be boxes, each once, in the order of the text."""
    rare = dict.fromkeys(one for one in text if not _common(ord(one)))
    return [one for one in rare if not _drawn(one)]


def _common(code):
    return (
        code < LATIN or code in IDEOGRAPHS or code in SELECTORS or any(code in one for one in SIGNS)
    )


@lru_cache(maxsize=4096)
def _drawn(character):
    command = ("fc-list", f":charset={ord(character):x}", "family")
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  a number of ours
    return bool(found.stdout.strip())
