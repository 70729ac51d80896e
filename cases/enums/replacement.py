from django.db.models import TextChoices


class ReplacementAsker(TextChoices):
    """At whose instance another handler is considered (Law art. 55; Procedure Rules art. 37, 38)."""

    RECIPIENT = "recipient", "受援人申请"
    HANDLER = "handler", "承办人申请"
    ORGAN = "organ", "办案机关要求"


class ReplacedFor(TextChoices):
    """Why another handler takes over (Law art. 55; Procedure Rules art. 37, 38)."""

    CONFLICT = "conflict", "利益冲突"
    DUTY = "duty", "未依法履行职责"
    UNABLE = "unable", "疾病等原因不能继续承办"
    LEFT = "left", "调离、停止执业"
    OTHER = "other", "其他"


class ReplacementResult(TextChoices):
    REPLACED = "replaced", "已更换"
    REFUSED = "refused", "不予更换"
    WITHDRAWN = "withdrawn", "已撤回"
