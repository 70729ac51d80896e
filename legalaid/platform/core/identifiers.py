"""Identity documents and licence numbers (GB 11643, GB 32100; facts 8.6)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from .errors import DomainError
from .text import visible

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LICENCE_CATEGORIES = {
    1: "专职",
    2: "兼职",
    3: "香港居民",
    4: "澳门居民",
    5: "台湾居民",
    6: "公职",
    7: "公司",
    8: "法律援助",
    9: "军队",
}
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class IdKind(TextChoices):
    RESIDENT = "resident", "居民身份证"
    HMT = "hmt", "港澳台居民居住证"
    FOREIGNER = "foreigner", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"
    NONE = "none", "无证件"


class Sex(TextChoices):
    MALE = "M", "男"
    FEMALE = "F", "女"


@dataclass(frozen=True)
class Identity:
    number: str
    sex: str | None = None
    birth: date | None = None


@dataclass(frozen=True)
class Licence:
    """A lawyer's licence of 17 digits; category 6, 7 or 8 is a public post."""

    number: str
    year: int
    category: int

    @property
    def category_name(self):
        return LICENCE_CATEGORIES.get(self.category, "未知")

    @property
    def public_post(self):
        return self.category in (6, 7, 8)


def normal(text):
    table = str.maketrans("０１２３４５６７８９ｘＸ", "0123456789xX")
    return re.sub(r"[\s\-]", "", text).translate(table).upper()


def check_digit(first17):
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


def to_18(number):
    """An old 15-digit number as 18 digits."""
    body = number[:6] + "19" + number[6:]
    return body + check_digit(body)


def one_document(text):
    """The one spelling by which a document is found: 18 digits for an old number of 15; of a permit of Hong Kong or Macao, and of Taiwan's
    with its mark in brackets, without what counts its issues."""
    if re.fullmatch(r"[0-9]{17}[0-9X]", text):
        return text
    number = normal(unicodedata.normalize("NFKC", visible(text)))
    number = re.sub(r"\([0-9A-Z]{1,2}\)$", "", number)
    if re.fullmatch(r"\d{15}", number):
        return to_18(number)
    return number[:9] if re.fullmatch(r"[HM]\d{10}", number) else number


def read_id(kind, text):
    """The number and what it says about its holder. Raises DomainError(field="id_number") with what is wrong."""
    number = normal(text)
    if kind not in IdKind:
        raise DomainError("请选择证件类型。", field="id_kind")
    if kind == IdKind.NONE:
        return Identity("")
    if not number:
        raise DomainError("请填写证件号码。", field="id_number")
    if kind == IdKind.PASSPORT:
        if not re.fullmatch(r"[A-Z0-9]{5,17}", number):
            raise DomainError("护照号码应为5至17位字母或数字。", field="id_number")
        return Identity(number)
    if kind == IdKind.FOREIGNER and re.fullmatch(r"[A-Z]{3}\d{12}", number):
        return Identity(number)

    return _read_18(kind, number)


def _read_18(kind, number):
    if kind == IdKind.RESIDENT and re.fullmatch(r"\d{15}", number):
        number = to_18(number)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise DomainError(
            f"{IdKind(kind).label}号码应为18位，现为{len(number)}位。", field="id_number"
        )
    if kind == IdKind.HMT and number[:2] not in ("81", "82", "83"):
        raise DomainError("港澳台居民居住证号码应以81、82或83开头。", field="id_number")
    if kind == IdKind.FOREIGNER and number[0] != "9":
        raise DomainError("外国人永久居留身份证号码应以9开头。", field="id_number")

    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise DomainError(
            f"证件号码中的出生日期{number[6:14]}不存在，请核对。", field="id_number"
        ) from None

    if birth > date.today() or birth.year < 1880:
        raise DomainError(
            f"证件号码中的出生日期{number[6:14]}不合常理，请核对。", field="id_number"
        )
    if number[17] != check_digit(number[:17]):
        raise DomainError("证件号码最后一位校验码不对，请核对是否输错。", field="id_number")

    return Identity(number, "M" if int(number[16]) % 2 else "F", birth)


def age(birth, on):
    """Whole years on the date `on`."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def check_uscc(text):
    """A unified social credit code (GB 32100), normalised. Raises DomainError."""
    code = normal(text)
    if len(code) != 18 or any(c not in USCC for c in code):
        raise DomainError(
            "统一社会信用代码应为18位数字或大写字母（不含I、O、Z、S、V）。", field="credit_code"
        )

    total = sum(USCC.index(c) * w for c, w in zip(code[:17], USCC_WEIGHTS, strict=True))
    if USCC[(31 - total % 31) % 31] != code[17]:
        raise DomainError("统一社会信用代码校验码不对，请核对。", field="credit_code")

    return code


def check_licence(text):
    """A lawyer's licence number, read. Raises DomainError."""
    number = normal(text)
    if not re.fullmatch(r"1\d{16}", number):
        raise DomainError(
            f"律师执业证号应为17位数字、以1开头，现为{len(number)}位。", field="licence"
        )
    return Licence(number, int(number[5:9]), int(number[9]))
