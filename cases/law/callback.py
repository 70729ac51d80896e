"""What a recipient is asked at the call back (form 32; Law art. 59)."""

# asked always, as the alarm and the seven ones rest on them; with the satisfaction they are the five the form names
ALWAYS = {
    "met": "承办人是否与您见过面",
    "told": "是否告知权利义务和诉讼风险",
    "reported": "是否向您通报办理进展",
    "money_asked": "是否收取您的财物",
}
# asked until the county sets its own: of the nine items a county was read to ask by, those the five leave out and a recipient can tell
MORE = (
    "开庭前是否与您沟通、作了准备",
    "是否提交证据、发表意见",
    "是否按时出庭",
    "言行是否得当（没有吃请、推诿、压案）",
)
ANSWERS = ("是", "否", "不适用")
MOST, LONGEST = 12, 60


def lines(text):
    """The questions of a text, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def fault(text):
    """Why these cannot be asked; "" where they can."""
    asked = lines(text)
    if len(asked) > MOST:
        return f"最多{MOST}个问题，现在有{len(asked)}个。"
    if twice := [one for one in asked if asked.count(one) > 1 or one in ALWAYS.values()]:
        return f"“{twice[0]}”已经问了。"
    if long := [one for one in asked if len(one) > LONGEST]:
        return f"“{long[0][:12]}…”超过{LONGEST}个字。"
    return ""
