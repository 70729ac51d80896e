"""One name is one name: the key by which names are compared and looked up, and the sound by which two may be one (decision 79)."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import lazy_pinyin

from .readings import surname

LONGEST = 160
DOT = "·"
DOTS = "·•‧・∙⋅●◦᛫ꞏ⸱⸳ᐧ.。"
STROKES = "-‐‑‒–—―_~"  # typed for want of a dot
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
OPENING, CLOSING = re.escape("([{<〈《「『【〔〖"), re.escape(")]}>〉》」』】〕〗")
BRACKETS = re.compile(f"[{OPENING}]([^{CLOSING}]*)(?:[{CLOSING}]|$)")
CALLED = re.compile(
    "(?:曾用名|现用名|又名|别名|小名|乳名|化名|绰号|外号|原名|俗名|艺名|法名|英文名|汉名|也叫|又叫|人称)[:为是]?"
)
NOTES = re.compile(
    "[男女父母夫妻子儿孙兄弟姐妹]|儿子|女儿|父亲|母亲|不详|.*(?:已故|死亡|去世|岁|年|月|日|族|生|人|成年)|[0-9x*]+"
)
UNIT = re.compile(
    "公司|集团|合伙|中心|经营|企业|商行|事务所|委员会|[厂店院校部局所站社队行村组矿会]$"
)
NOBODY = {"不详", "不明", "未知", "无名氏", "无", "身份不明", "匿名", "本人"}
NUMERALS = set("一二三四五六七八九十0123456789")
FORMS = re.compile("(?:特殊)?(?:普通|有限)合伙(?:企业)?|个人独资|个体工商户|个体")

VARIANTS = dict(
    zip("呉靑淸髙凖﨑戸徳黒歳濵冨寳甯鳯珎頴頼曁勲恵栄斉",
        "吴青清高准崎户德黑岁滨富宝宁凤珍颖赖暨勋惠荣齐", strict=True)
)  # fmt: skip  # other forms which the converter leaves


class _Simplified(dict):
    """{code point: its simplified form}: each character by itself, so that a name has within a text the key it has alone."""

    converter = OpenCC("t2s")

    def __missing__(self, code):
        char = chr(code)
        self[code] = VARIANTS.get(char) or self.converter.convert(char)
        return self[code]


def _of_older_systems():
    """Rare characters which GBK kept in its private area (䶮 as U+E863), as what they have been since."""
    seconds = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    mapped = (bytes([0xFE, second]).decode("gb18030") for second in seconds)
    return {0xE815 + n: char for n, char in enumerate(mapped) if ord(char) != 0xE815 + n}


SIMPLIFIED, PRIVATE = _Simplified(), _of_older_systems()


def plain(text):
    """One width, one case, simplified, and nothing that cannot be seen; blanks, dots and brackets stay."""
    text = unicodedata.normalize("NFKC", text.translate(PRIVATE))
    text = unicodedata.normalize("NFKC", text.casefold())
    seen = (char for char in UNSEEN.sub("", text) if unicodedata.category(char)[0] != "C")
    return "".join(seen).translate(SIMPLIFIED)


def squeezed(text):
    """`plain` without blanks and signs, whatever dot there is as one; between Latin letters none is left."""
    text = re.sub(f"[{DOTS}]+", DOT, re.sub(r"\s", "", text))
    text = re.sub(f"(?<=[^\x00-\x7f])[{STROKES}]+(?=[^\x00-\x7f])", DOT, text)
    text = "".join(char for char in text if char == DOT or unicodedata.category(char)[0] in "LMN")
    return re.sub(f"(?<=[\x00-\x7f]){DOT}|{DOT}(?=[\x00-\x7f])|{DOT}(?={DOT})", "", text).strip(DOT)


@lru_cache(maxsize=20_000)
def name_key(name):
    """The one spelling of a name; what stands in brackets after a person's name is none of it. "" where nothing is left."""
    return squeezed(_parts(name)[0])[:LONGEST]


@lru_cache(maxsize=20_000)
def other_key(name):
    """The key of the name also given, in brackets or after 曾用名, 绰号 and their like; "" for none."""
    return next(filter(None, map(squeezed, _parts(name)[1])), "")[:LONGEST]


def _parts(name):
    """(the name, [what else the person is called]), both `plain`."""
    text = plain(name).strip()
    if is_unit(text):
        return BRACKETS.sub(lambda found: "" if FORMS.fullmatch(found[1]) else found[1], text), []

    others = [found for found in BRACKETS.findall(text) if not NOTES.fullmatch(found.strip())]
    text = BRACKETS.sub(" ", text)
    if (found := CALLED.search(text)) and found.start() > 1:
        text, others = text[: found.start()], [text[found.end() :], *others]
    return text, [CALLED.sub("", other) for other in others]


def is_unit(name):
    return bool(UNIT.search(BRACKETS.sub("", name)))


@lru_cache(maxsize=20_000)
def name_sound(name):
    """How it is said, without tones, the surname as a surname; of a Latin name the words in order of the alphabet. For names that may be
    one: 孙贵英 and 孙桂英, 买买提·艾力 and 麦麦提艾力, John Smith and Smith John."""
    text = re.sub("[̀-ͯ]", "", unicodedata.normalize("NFD", _parts(name)[0]))
    key = squeezed(text).replace(DOT, "")
    if key.isascii():
        words = re.findall("[a-z]+", re.sub("['’`´]", "", text))
        return " ".join(sorted(words))[:LONGEST]

    first = surname(key[:1])
    return " ".join([first, *map(_sound, key[1:])])[:LONGEST].strip()


@cache
def _sound(char):
    return lazy_pinyin(char)[0] if char else ""


def names_in(text):
    """The names written one after another, however they are set apart; the characters of one may be, too (张 三、李四)."""
    names, text = [], re.sub(rf"\s*([{DOTS}])\s*", r"\1", text)
    for piece in re.split(r"[、，,；;\n]+", text):
        if plain(piece).isascii():
            names.append(piece.strip())
        else:
            names += re.sub(r"(?<!\S)(\S)\s+(?=\S(?!\S))", r"\1", piece.strip()).split()
    return [name for name in names if name_key(name)]


def alike(one, other):
    """How two names may be one person's: "name", "sound", "near" (one character of three or more); "" for not at all."""
    if same_name(one, other):
        return "name"
    if not (_keys(one) and _keys(other)):
        return ""
    if name_sound(one) == name_sound(other):
        return "sound"
    return "near" if one_apart(name_key(one), name_key(other)) else ""


def same_name(one, other):
    """Whether two names are one, however they are written."""
    return not _keys(one).isdisjoint(_keys(other))


@lru_cache(maxsize=20_000)
def _keys(name):
    """Under which keys a name is found; none where it tells of nobody (不详, 李某)."""
    keys = {name_key(name), other_key(name)} - {""} - NOBODY
    return frozenset(key for key in keys if "某" not in key)


def one_apart(one, other):
    """Whether two keys differ by one character: another one in a name of three or more; one more only in a longer name. Numerals tell
    things apart (第一建筑公司, 第二建筑公司)."""
    shorter, longer = sorted((one.replace(DOT, ""), other.replace(DOT, "")), key=len)
    pairs = enumerate(zip(shorter, longer, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), len(shorter))
    if len(shorter) < len(longer):
        one_more = len(longer) == len(shorter) + 1 and shorter[at:] == longer[at + 1 :]
        return len(shorter) >= 5 and one_more

    told_apart = {*shorter[at : at + 1], *longer[at : at + 1]} <= NUMERALS
    return len(shorter) >= 3 and shorter[at + 1 :] == longer[at + 1 :] and not told_apart
