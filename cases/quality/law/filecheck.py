"""What a file is looked at for (案卷检查; Law art. 59): the seven things a county was read to check, of open and closed files alike."""

ITEMS = {
    "met": "有效会见（约见）",
    "read": "及时阅卷",
    "evidence": "依法调查取证",
    "hearing": "参加庭审",
    "told": "履行告知义务",
    "reported": "履行报告义务",
    "filed": "规范整理、提交承办材料",
}
YES, NO, NONE = "yes", "no", "none"
ANSWERS = ((YES, "符合"), (NO, "不符合"), (NONE, "不适用"))


def fault(found, said):
    """Why these findings cannot be kept; ""."""
    if set(found) != set(ITEMS) or not set(found.values()) <= {YES, NO, NONE}:
        return "请逐项选择。"
    wrong = [ITEMS[code] for code, answer in found.items() if answer == NO]
    if wrong and len(said.strip()) < 4:
        return f"{'、'.join(wrong)}不符合，请写明问题（不少于4个字）。"
    return ""
