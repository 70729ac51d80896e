"""What may have to be done before anybody can examine an application (Law art. 44)."""

SHORT = 7  # days to the end of a limitation or a limit: fewer are too few


def too_short(limitation_on, today):
    """Whether fewer than seven days are left, the last one not yet over."""
    return limitation_on is not None and 0 <= (limitation_on - today).days < SHORT


def fault(urgency, limitation_on, note, today):
    """(field, sentence) of what does not fit together; None where it does."""
    if urgency == "limit" and limitation_on is None:
        return "limitation_on", "请填写时效或者期限届满的日期。"
    if urgency == "limit" and not too_short(limitation_on, today):
        passed = limitation_on < today
        return "limitation_on", "这一天已经过去。" if passed else "距这一天还有七日以上，请核对。"
    if urgency == "urgent" and len(note.strip()) < 4:
        return "urgency_note", "请写明所依据的规定和紧急的情况（不少于4个字）。"
    if urgency == "normal" and too_short(limitation_on, today):
        return "urgency", "距时效或者期限届满不足七日，请选择紧急情形。"
    return None
