"""Guides for the public, a file a matter (`guide_texts/NN-key.toml`); a translation beside it as `NN-key.LANG.toml`. A file of the same name
in the office's own folder takes the place of ours, so that a county says what its province adds.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

OURS = Path(__file__).parent / "guide_texts"
OWN = "guides"  # below VAR_DIR
# as each language calls itself; written how it is read
LANGUAGES = {
    "zh-CN": ("汉语", "ltr"),
    "ug": ("ئۇيغۇرچە", "rtl"),
    "bo": ("བོད་ཡིག", "ltr"),
    "mn-Mong": ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "ltr"),
    "kk": ("قازاقشا", "rtl"),
    "ii": ("ꆈꌠꉙ", "ltr"),
    "za": ("Vahcuengh", "ltr"),
    "ko": ("조선말", "ltr"),
}
CHINESE = "zh-CN"
HEADINGS = {
    "get": "能得到什么",
    "means": "查不查收入",
    "bring": "带什么材料",
    "soon": "别错过时间",
    "other": "还可以找谁",
    "law": "法律怎么说",
}


@dataclass(frozen=True)
class Article:
    """What a law says, in plain words beside where it stands."""

    cite: str
    plain: str


@dataclass(frozen=True)
class Guide:
    key: str
    lang: str
    title: str
    who: str
    means: str
    get: tuple = ()
    bring: tuple = ()
    soon: tuple = ()
    other: tuple = ()
    articles: tuple = ()
    headings: dict = field(default_factory=dict)

    @property
    def name(self):
        return LANGUAGES[self.lang][0]

    @property
    def dir(self):
        return LANGUAGES[self.lang][1]


def guides(own=None):
    """The Chinese ones in order."""
    return [one for one in _all(own) if one.lang == CHINESE]


def guide(key, lang=CHINESE, own=None):
    """The one of this key and language, or None."""
    return next((one for one in _all(own) if (one.key, one.lang) == (key, lang)), None)


def translations(key, own=None):
    """Every language this guide is there in, Chinese first."""
    found = [one for one in _all(own) if one.key == key]
    return sorted(found, key=lambda one: list(LANGUAGES).index(one.lang))


def _all(own):
    files = {path.name: path for path in sorted(OURS.glob("*.toml"))}
    if own is not None:
        files |= {path.name: path for path in sorted(Path(own).glob("*.toml"))}
    named = sorted(files.items())
    return [_read(path, path.stat().st_mtime_ns) for _, path in named]


@cache
def _read(path, changed):
    """Read once for each state of the file."""
    stem, _, lang = path.stem.partition(".")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: tuple(said.get(name, ())) for name in ("get", "bring", "soon", "other")}

    return Guide(
        key=stem.partition("-")[2],
        lang=lang or CHINESE,
        title=said["title"],
        who=said["who"],
        means=said["means"],
        articles=tuple(Article(**one) for one in said.get("article", ())),
        headings=HEADINGS | said.get("headings", {}),
        **lists,
    )
