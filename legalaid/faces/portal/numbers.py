"""Numbers and addresses that point to a person, in whatever way they are written. Pure: text in, findings out."""

import re

from legalaid.platform.core.names import DOTS, plain

from .deidentify import Finding, shorten

GAP = r"[ .\-]?"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
NUMERALS = "〇零一二三四五六七八九"
NUMBER = r"[0-9a-z一二三四五六七八九十百零〇]+(?:[-之][0-9]+)*"
PLACE = "村|屯|寨|庄|湾|坝|沟|社区|小区|花园|公寓|家园|苑|坊|街|路|巷|弄|大道|胡同"
HOUSE = "号(?!文|召|码|公告|令|线|通知|决定|窗)|组(?!织|成|合|建|长|员|数|群|团)|[0-9]社(?!区|会|保)|队(?!员|伍|长)|[栋幢座]|单元|(?<=[0-9]{2})室"


def _looks_like_birth(found):
    """Whether the digits of an identity number hold a day of birth."""
    digits = re.sub(r"[^0-9x]", "", found[0])
    day = digits[6:14] if len(digits) == 18 else f"19{digits[6:12]}"
    return re.fullmatch(r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", day)


def _no_day(found):
    """Whether the digits are not simply a day (A20260301)."""
    return not re.search(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$", found[0])


def _with_digits(found):
    return len(re.findall(r"\d", found[0])) >= 2


PATTERNS = tuple(
    (what, re.compile(pattern), valid)
    for what, pattern, valid in (
        ("证件号码", rf"(?<![0-9])[1-9](?:{GAP}[0-9]){{16}}{GAP}[0-9x](?![0-9])", _looks_like_birth),
        ("证件号码", rf"(?<![0-9])[1-9](?:{GAP}[0-9]){{14}}(?![0-9x]|{GAP}[0-9])", _looks_like_birth),
        ("证件号码", r"(?<![a-z0-9])[a-z]{3}[0-9]{12}(?![0-9])", None),
        ("护照、通行证号码", r"(?<![a-z0-9])(?:[a-z][0-9]{8}|e[a-hj-np-z][0-9]{7}|[hm][0-9]{10})(?![a-z0-9])", _no_day),
        ("护照、通行证号码", r"(?:护照|通行证|居住证|台胞证|回乡证)(?:号码|编号|号)?[:是为 ]{0,3}(?=[a-z]*[0-9])[a-z0-9]{5,18}(?![a-z0-9])", None),
        ("手机号码", rf"(?:(?<![0-9])|(?<=\+86)|(?<=0086))1{GAP}[3-9](?:{GAP}[0-9]){{9}}(?![0-9])", None),
        ("固定电话", r"(?<![0-9.])(?:\(0[0-9]{2,3}\)|0[0-9]{2,3}) ?-? ?[2-8][0-9]{2,3}[ -]?[0-9]{4}(?:(?:转|-)[0-9]{1,6})?(?![0-9])", None),
        ("固定电话", r"\+ ?86[ -]?[0-9]{2,3}[ -]?[2-8][0-9]{6,7}(?![0-9])", None),
        ("固定电话", r"(?:电话|座机|固话|联系方式|tel)[^0-9；。\n]{0,6}[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])", None),
        ("银行账号", r"(?<![0-9])[0-9](?:[ -]?[0-9]){14,18}(?![ -]?[0-9])", None),
        ("车牌号码", rf"[{PROVINCES}] ?[a-hj-z][{DOTS} \-]{{0,2}}[a-hj-np-z0-9]{{4,5}}[a-hj-np-z0-9学警挂港澳](?![a-z0-9])", _with_digits),
        ("住址", rf"[\u4e00-\u9fff]{{1,8}}(?:{PLACE})[^\W\da-z第，；。、]{{0,6}} ?附?{NUMBER} ?(?:{HOUSE})", None),
        ("住址", r"[0-9]+(?:栋|幢|号楼|座)(?:[一二三四五六0-9]+单元)?[0-9]{3,4}(?:室|房|号)?", None),
    )
)  # fmt: skip


def find_patterns(pieces, public=()):
    """pieces: [(where, text)], public: telephones and addresses of offices -> findings of numbers and addresses, each place once."""
    found = []
    for where, text in pieces:
        taken, text = [], _digits(plain(text))
        for what, pattern, valid in PATTERNS:
            for match in pattern.finditer(text):
                met = any(match.start() < end and begin < match.end() for begin, end in taken)
                if met or (valid and not valid(match)) or _is_public(match[0], public):
                    continue
                taken.append(match.span())
                found.append(Finding(what, where, shorten(match[0])))

    return found


def _digits(text):
    """A number written in characters, as digits."""
    table = str.maketrans(NUMERALS, "00123456789")
    return re.sub(f"[{NUMERALS}]{{7,}}", lambda run: run[0].translate(table), text)


def _is_public(found, public):
    """Whether it is the telephone or the address of an office, or a part of it that tells the same."""
    digits = re.sub(r"\D", "", found)
    for known in public:
        number = re.sub(r"\D", "", known)
        if (
            len(number) >= 7
            and len(digits) >= 7
            and (digits.endswith(number[-8:]) or number.endswith(digits[-8:]))
        ):
            return True
        address = re.sub(r"\s", "", plain(known))
        if len(address) > 5 and (address in found or re.sub(r"\s", "", found) in address):
            return True
    return False
