"""Who decides whether somebody of the office keeps out of a case (decision 99)."""

NONE_WAITS = "没有等待决定的回避申请。"
NOT_OWN = "本人的回避，由司法局的另一人决定。"
NONE_STANDS = "本案没有人回避。"
BY_BUREAU = "中心负责人、司法局人员的回避由司法局决定。"
BY_DIRECTOR = "工作人员的回避由中心负责人决定。"


def denial(user, rows, *, waiting):
    """Why this person settles none of those that wait, or takes none back of those that stand; "" where there is one of theirs. `rows`:
    waits, user_id, by_bureau, decided_by(user)."""
    rows = [row for row in rows if row.waits == waiting]
    if not rows:
        return NONE_WAITS if waiting else NONE_STANDS
    if any(row.decided_by(user) for row in rows):
        return ""
    if any(row.user_id == user.pk and user.role == "bureau" for row in rows):
        return NOT_OWN
    return BY_BUREAU if rows[0].by_bureau else BY_DIRECTOR
