"""How a recipient who is held is called back: not by telephone, which reaches whoever holds them (form 32; 个人信息保护法第六条)."""

BY_TELEPHONE = ("电话", "短信", "视频")


def held_refusal(held_at, manner):
    """Why somebody held at this place is not to be reached so; "" where they may be."""
    if not held_at or manner not in BY_TELEPHONE:
        return ""
    return f"受援人羁押在{held_at}，不能{manner}回访，请当面或者书面回访。"
