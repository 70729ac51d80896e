"""Table 13: what followed the bureau's decisions on objections; what followed complaints stands with these."""

from .figure import condition, family

REMEDIES = {
    "reconsideration": ("行政复议", "reconsideration"),
    "suit": ("行政诉讼", "suit"),
}


@family("remedy", REMEDIES)
def remedies(kind):
    """对司法行政部门维持的决定，本期提出的{label}件数（法律援助法第四十九条第三款）。"""
    return condition("remedies", "items", "件", brought=1, kind=kind)
