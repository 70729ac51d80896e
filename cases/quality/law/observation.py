"""Which hearings are not public: by law (刑事诉讼法第一百八十八条、第二百八十五条；民事诉讼法第一百三十七条第一款；行政诉讼法第五十四条), or where a
party may ask for it (民事诉讼法第一百三十七条第二款)."""

ADULT = 18  # years, on the day of the hearing
STATE_SECRETS = ("国家秘密", "间谍", "情报", "军事秘密", "叛逃", "背叛国家")
PRIVACY = ("强奸", "猥亵", "性骚扰", "卖淫", "嫖", "隐私")
ON_REQUEST = ("离婚", "商业秘密")
LOWEST, HIGHEST = 0, 100


def not_public(*, cause, marked, years):
    """Why nobody may observe, by law or to spare the recipient; "" where nothing bars it. `marked`: a minor, somebody abused or hidden; `years`: None where unknown."""
    if any(word in cause for word in STATE_SECRETS):
        return "涉及国家秘密，不公开审理"
    if any(word in cause for word in PRIVACY):
        return "涉及个人隐私，不公开审理"
    if years is not None and years < ADULT:
        return "受援人未成年"
    return "受援人受特别保护" if marked else ""


def on_request(cause):
    return any(word in cause for word in ON_REQUEST)
