"""What a recipient at the call back, or an organ, says that cannot stay without an answer (Law art. 46, 55, 59)."""

MONEY, NOT_MET, NOT_TOLD, DISSATISFIED = "money", "not_met", "not_told", "dissatisfied"
UNCLEAN = "unclean"  # of an organ
TEXTS = {
    MONEY: "承办人收取财物",
    NOT_MET: "承办人没有见面",
    NOT_TOLD: "没有告知权利义务和诉讼风险",
    DISSATISFIED: "非常不满意",
    UNCLEAN: "办案机关反映廉洁方面的问题",
}
# which of the seven ones what a recipient says contradicts
CONTRADICTS = {
    MONEY: "follow_up",
    NOT_MET: "meeting",
    NOT_TOLD: "telling",
    DISSATISFIED: "follow_up",
}
LASTING = (NOT_MET, NOT_TOLD)  # found true they stay: what was not done is done, or waived


def found_in(*, met, told, money_asked, satisfaction):
    """Codes of what was said; "1" is 非常不满意."""
    said = {
        MONEY: money_asked,
        NOT_MET: met is False,
        NOT_TOLD: told is False,
        DISSATISFIED: satisfaction == "1",
    }
    return [code for code, bad in said.items() if bad]


def in_words(codes):
    return "、".join(TEXTS[code] for code in codes)


def contradicted(found, confirmed):
    """{one of the seven: what speaks against it}; `confirmed`: the codes found true, None while nobody has looked."""
    if confirmed is None:
        return {one: f"受援人回访时说{words}，待核实" for one, words in _by_one(found)}
    lasting = [code for code in confirmed if code in LASTING]
    return {one: f"核实属实：{words}" for one, words in _by_one(lasting)}


def _by_one(codes):
    said = [code for code in codes if code in CONTRADICTS]
    for one in dict.fromkeys(CONTRADICTS[code] for code in said):
        yield one, in_words(code for code in said if CONTRADICTS[code] == one)
