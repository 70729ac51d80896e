"""本地典型: eight columns of the quarterly return that each county names for itself (facts 6.2)."""

COLUMNS = ("1", "2", "3", "4", "5", "6", "7", "8")
LONGEST = 20


def lines(text):
    return list(filter(None, map(str.strip, text.splitlines())))


def fault(text):
    """What is wrong with these names, or nothing."""
    names = lines(text)
    if len(names) > len(COLUMNS):
        return f"最多{len(COLUMNS)}栏，现有{len(names)}行。"
    if twice := next((name for name in names if names.count(name) > 1), ""):
        return f"“{twice}”写了两次。"
    if long := next((name for name in names if len(name) > LONGEST), ""):
        return f"“{long}”超过{LONGEST}个字。"
    return ""
