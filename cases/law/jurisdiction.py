"""Which agency receives an application (Law art. 38): where the organ that handles the matter sits; out of court, also where it arose."""

import re

from .scope import Finding

ARTICLE = "法律援助法第三十八条"
LITIGATION = (
    "侦查",
    "审查起诉",
    "一审",
    "二审",
    "审判监督",
    "死刑复核",
    "申诉",
    "国家赔偿",
    "执行",
)
IN_COURT = "诉讼事项由办案机关所在地"
OUT_OF_COURT = "非诉讼事项由争议处理机关所在地或者事由发生地"
PLACE = re.compile(r"[一-龥]{1,6}?(?:自治县|自治州|县|市|区|旗)")


def jurisdiction(stage, organ, county):
    """A Finding: passed True when the organ is the county's, False when it names another place, None when only a person can tell."""
    litigated = stage in LITIGATION
    where = IN_COURT if litigated else OUT_OF_COURT
    check = "请核对办案机关所在地。" if litigated else "请核对事由是否发生在本县。"

    if county in organ:
        passed, sentence = True, f"“{organ}”在本县。"
    elif not organ:
        passed, sentence = None, check
    elif PLACE.match(organ) and litigated:
        passed, sentence = False, f"“{organ}”不在本县，应告知向该地申请。"
    elif PLACE.match(organ):
        passed, sentence = None, f"“{organ}”不在本县，{check}"
    else:
        passed, sentence = None, f"请核对“{organ}”是否在本县。"

    rule = f"{ARTICLE}：{where}的法律援助机构受理。"
    return Finding(passed, (f"{rule}{sentence}",), article=ARTICLE)
