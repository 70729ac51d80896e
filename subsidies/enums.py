from django.db.models import TextChoices


class Source(TextChoices):
    """Where the money comes from; 行业奉献 is line 11 of statistics table 3."""

    LOCAL = "local", "同级财政"
    PROVINCIAL = "provincial", "省级专项"
    CENTRAL = "central", "中央转移支付"
    LOTTERY = "lottery", "彩票公益金"
    DONATION = "donation", "捐赠"
    PROFESSION = "profession", "行业奉献"


class EntryKind(TextChoices):
    APPROPRIATION = "appropriation", "拨款入账"
    RESERVE = "reserve", "批准待付"
    RELEASE = "release", "解除待付"
    PAYMENT = "payment", "发放补贴"
    EXPENSE = "expense", "支出"
    TRANSFER = "transfer", "科目调剂"
    REVERSAL = "reversal", "冲正"
    CARRY_OVER = "carry_over", "年度结转"
