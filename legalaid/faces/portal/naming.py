"""Registered names within a text, in whatever way they are written there (decision 80). Pure but for where the names come from."""

import re
import unicodedata
from dataclasses import dataclass

from legalaid.platform.core.names import DOT, DOTS, is_unit, name_key, plain

from .deidentify import Finding, shorten

TSHEG = "\u0f0b\u0f0c"  # what stands between the syllables of Tibetan
LETTERS = "a-z\u00df-\u024f\u1e00-\u1eff"
LATIN = re.compile(f"[{LETTERS}{DOT}]+")
CERTAIN_AS_ONE = 7  # letters
MOST_WORDS = 6  # of a Latin name


@dataclass(frozen=True)
class Text:
    """A text as names are looked for in it: with its dots as one kind of dot, without any, and its Latin words."""

    dotted: str
    joined: str
    words: tuple

    @classmethod
    def of(cls, text):
        spaced = plain(text)
        tight = re.sub(rf"[\s{TSHEG}]", "", spaced)
        dotted = re.sub(f"[{DOTS}]+", DOT, tight)
        joined = re.sub("[{}]+".format(DOTS.replace("。", "")), "", tight)
        words = re.findall(f"[{LETTERS}]+", re.sub("['’`´]", "", spaced))
        return cls(dotted, joined, tuple(words))

    def starts(self):
        """The first two characters of whatever name could stand in it."""
        whole = (text[n : n + 2] for text in (self.dotted, self.joined) for n in range(len(text)))
        return {start for start in whole if _word(start)} | {word[:2] for word in self.words}

    def windows(self):
        """Neighbouring Latin words, as key and as words in order of the alphabet."""
        words = [plain(word) for word in self.words]
        for n in range(len(words)):
            for end in range(n + 1, min(len(words), n + MOST_WORDS) + 1):
                told = words[n:end]
                yield "".join(told), " ".join(sorted(map(_without_accents, told)))


def _word(start):
    first, second = (unicodedata.category(char)[0] for char in (start + "\n")[:2])
    return first == "L" and (second in "LMN" or start[1:] == DOT)


def _without_accents(text):
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))


def find_names(pieces, names, public=()):
    """pieces: [(where, text)], names: {key: sound} of those we serve and their opponents -> findings, the longer name first.

    `public`: keys of names that may stand there. They take their place among the others by length, so that a longer name is found though
    a public one is its beginning.
    """
    by_start, found = {}, []
    for key in filter(_telling, {*names, *public}):
        by_start.setdefault(key[:2], []).append(key)

    for where, text in pieces:
        text = Text.of(text)
        dotted, joined, windows = text.dotted, text.joined, set()
        for window in text.windows():
            windows.update(window)

        near = (key for start in text.starts() for key in by_start.get(start, ()))
        for key in sorted(near, key=lambda key: (-len(key), key)):
            if LATIN.fullmatch(key):
                met = _met(key, names.get(key, ""), windows)
            else:
                solid = key.replace(DOT, "")
                met = key in dotted or solid in joined
                if met:
                    dotted, joined = dotted.replace(key, "\n"), joined.replace(solid, "\n")
            if met and key not in public:
                found.append(Finding("当事人姓名", where, shorten(key), doubtful=True))
    return found


def _met(key, sound, windows):
    """Whether a Latin name stands among the words; written as one word where it is long enough for that (JohnSmith, not Li An as Lian)."""
    by_words = (sound or key) in windows
    return by_words or (len(key) >= CERTAIN_AS_ONE and key in windows)


def _telling(key):
    """Whether finding it says anything: two characters of a name at least, three letters, and no unit."""
    solid = key.replace(DOT, "")
    return len(solid) >= (3 if LATIN.fullmatch(key) else 2) and not is_unit(key)


def starts_of(pieces):
    """What the names could begin with that stand in these pieces."""
    return set().union(*(Text.of(text).starts() for _, text in pieces))


def keys_of(names):
    return sorted({key for name in names if (key := name_key(name))}, key=len, reverse=True)
