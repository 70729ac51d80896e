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


class ProposalKind(TextChoices):
    """What finance puts forward and another person approves."""

    APPROPRIATION = "appropriation", "拨款入账"
    EXPENSE = "expense", "支出"
    TRANSFER = "transfer", "科目调剂"
    OVERDRAFT = "overdraft", "准予超支"
    REVERSAL = "reversal", "冲正"
    YEAR_END = "year_end", "年度结账"


class ProposalState(TextChoices):
    ENTERED = "entered", "待审批"
    APPROVED = "approved", "已审批"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
