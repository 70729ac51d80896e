from django.db.models import TextChoices


class ObjectionState(TextChoices):
    RECEIVED = "received", "待审查"
    ORDERED = "ordered", "责令改正"
    CORRECTED = "corrected", "已改正"
    UPHELD = "upheld", "维持原决定"
    TAKEN_BACK = "taken_back", "已撤回"
    CANCELLED = "cancelled", "登记已撤销"


OBJECTED = (ObjectionState.RECEIVED, ObjectionState.ORDERED, ObjectionState.UPHELD)
"""Against the same decision nobody objects once more."""


class ObjectionManner(TextChoices):
    ORAL = "oral", "口头"
    WRITTEN = "written", "书面"


class RemedyKind(TextChoices):
    """Against a decision that the bureau upheld (Law art. 49(3))."""

    RECONSIDERATION = "reconsideration", "行政复议"
    SUIT = "suit", "行政诉讼"


class RemedyResult(TextChoices):
    KEPT = "kept", "维持或者驳回"
    QUASHED = "quashed", "撤销、变更或者确认违法"
    DROPPED = "dropped", "撤回"
