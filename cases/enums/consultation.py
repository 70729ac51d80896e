from django.db.models import TextChoices


class ConsultState(TextChoices):
    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    APPLIED = "applied", "已转为申请"


class ConsultChannel(TextChoices):
    """Ways of the quarterly consultation form (facts 6.2); 12348 is counted within the calls."""

    VISIT = "visit", "来访"
    PHONE = "phone", "来电"
    HOTLINE = "hotline", "12348热线"
    LETTER = "letter", "来信"
    WEB = "web", "网络留言"
    CHAT = "chat", "网络在线交流"
    OTHER = "other", "其他"


class ConsultOutcome(TextChoices):
    """Handling as counted in statistics table 11; a plain answer is what remains."""

    ADVISED = "advised", "解答咨询"
    DRAFTED = "drafted", "代拟法律文书"
    APPLIED = "applied", "咨询中申请法律援助"
    DIRECTED = "directed", "引导其他渠道"
