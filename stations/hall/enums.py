from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a visitor takes a number for; the letter stands before the number."""

    CONSULT = "consult", "法律咨询"
    APPLY = "apply", "申请援助"
    SUBMIT = "submit", "提交材料"
    LAWYER = "lawyer", "见值班律师"

    @property
    def letter(self):
        return "ABCD"[list(Purpose).index(self)]


class TicketState(TextChoices):
    WAITING = "waiting", "等候"
    CALLED = "called", "已叫号"
    SERVING = "serving", "接待中"
    SERVED = "served", "已接待"
    MISSED = "missed", "过号"
    DROPPED = "dropped", "已取消"
    LAPSED = "lapsed", "当日未到"
