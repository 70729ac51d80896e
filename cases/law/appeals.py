"""Against which closing document an appeal, a suit or a petition for retrial lies, and by which rule its limit runs (decisions 96, 100)."""

RETRIAL = "retrial"
LIMITS = {
    ("civil", "一审", "判决书"): "appeal_civil_judgment",
    ("civil", "一审", "裁定书"): "appeal_civil_ruling",
    ("criminal", "一审", "判决书"): "appeal_criminal_judgment",
    ("criminal", "一审", "裁定书"): "appeal_criminal_ruling",
    ("administrative", "一审", "判决书"): "appeal_administrative_judgment",
    ("administrative", "一审", "裁定书"): "appeal_administrative_ruling",
    ("civil", "仲裁", "仲裁裁决书"): "suit_after_award",
    ("administrative", "行政复议", "行政复议决定书"): "suit_after_reconsideration",
    **{
        (kind, "二审", document): RETRIAL
        for kind in ("civil", "administrative")
        for document in ("判决书", "裁定书")
    },
}

DECISIONS = (
    ("appeals", "受援人决定上诉（起诉）"),
    ("accepts", "受援人不上诉（不起诉）"),
    ("petitions", "受援人决定申请再审"),
    ("abstains", "受援人不申请再审"),
    ("other_side", "对方已上诉（起诉、申请再审）"),
    ("unreached", "期限内没有找到受援人"),
)
UNREACHED = "unreached"
OF_APPEAL, OF_RETRIAL = ("appeals", "accepts"), ("petitions", "abstains")


def limit_of(kind, stage, document):
    """The key of the rule, "" where no limit runs from this document."""
    return LIMITS.get((kind, stage, document), "")


def takes_effect(kind, stage, key):
    """Whether a decision against which nobody appeals in time may still be petitioned against."""
    return kind in ("civil", "administrative") and stage == "一审" and key.startswith("appeal_")


def unfitting(decision, *, retrial):
    """Why this is no answer to the limit that runs; "" where it is. `retrial`: whether that is the one for a petition."""
    if retrial and decision in OF_APPEAL:
        return "现在是申请再审的期限，请登记是否申请再审。"
    if not retrial and decision in OF_RETRIAL:
        return "现在没有申请再审的期限，请登记是否上诉（起诉）。"
    return ""
