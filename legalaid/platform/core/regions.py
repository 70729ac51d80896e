"""Administrative divisions down to the county (GB/T 2260) from the table python-stdnum carries; below it nine or twelve digits by the statistics code."""

import re

from stdnum import numdb

from legalaid.platform.core.office import office

from .errors import DomainError


def region_name(code):
    """ "110105" -> "北京市朝阳区"; "" for a code nobody was ever given. The years of validity are dropped."""
    if not re.fullmatch(r"\d{6,12}", code or ""):
        return ""
    if code[:6] == (ours := office())["region"]:
        return ours["county"]

    found = [properties for _, properties in numdb.get("cn/loc").info(code[:6])]
    names = {key: value for properties in found for key, value in properties.items()}
    if "county" not in names:
        return ""

    county = re.sub(r"\[[^\]]*\]", "", names["county"].split(",")[-1])
    return county if county == names["province"] else f"{names['province']}{county}"


def check_region(code):
    """The code of 6, 9 or 12 digits, without blanks. Raises DomainError."""
    code = re.sub(r"\s", "", code)
    if code and (len(code) not in (6, 9, 12) or not region_name(code)):
        raise DomainError(
            f"行政区划代码“{code}”不存在（GB/T 2260，6位；到乡镇9位，到村居12位）。", field="region"
        )
    return code
