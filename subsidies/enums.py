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
    REFUND = "refund", "单位退款"
    REVERSAL = "reversal", "冲正"
    CARRY_OVER = "carry_over", "年度结转"


class ProposalKind(TextChoices):
    """What finance puts forward and another person approves."""

    APPROPRIATION = "appropriation", "拨款入账"
    EXPENSE = "expense", "支出"
    TRANSFER = "transfer", "科目调剂"
    OVERDRAFT = "overdraft", "准予超支"
    REVERSAL = "reversal", "冲正"
    SHARE = "share", "分担补贴"
    REFUND = "refund", "单位退款"
    YEAR_END = "year_end", "年度结账"


class ProposalState(TextChoices):
    ENTERED = "entered", "待审批"
    APPROVED = "approved", "已审批"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Service(TextChoices):
    """What is paid for (司发通〔2019〕27号 and the provincial kinds; facts section 5)."""

    CASE = "case", "办案补贴"
    DUTY = "duty", "值班补贴"
    CONSULTATION = "consultation", "咨询补贴"
    DRAFTING = "drafting", "代书补贴"
    DUTY_HELP = "duty_help", "值班律师法律帮助补贴"
    QUALITY_REVIEW = "quality_review", "质量评估补贴"
    DUTY_PERSON = "duty_person", "值班帮助补贴（每名受帮助人）"
    # help given outside of a duty of the roster: called in urgently, or by an organ's notice
    CALLED_PERSON = "called_person", "班外帮助补贴（每名受帮助人）"
    CALLED_DAY = "called_day", "班外帮助补贴（每日）"


# A duty lawyer's day at a post: paid by the day, by signature witnessed, or by person helped; by two of them only where a standard says so.
OF_DUTY = (Service.DUTY, Service.DUTY_HELP, Service.DUTY_PERSON)
# What was given outside of a duty: by person or by the day; by both only where a standard says so.
OF_CALLS = (Service.CALLED_PERSON, Service.CALLED_DAY)


class Cost(TextChoices):
    """Kinds of direct costs (司发通〔2019〕27号; facts section 5)."""

    TRAVEL = "travel", "差旅交通"
    POST = "post", "邮电"
    PRINTING = "printing", "印刷"
    INVESTIGATION = "investigation", "调查取证"
    TRANSLATION = "translation", "翻译"
    NOTARY = "notary", "公证"
    APPRAISAL = "appraisal", "鉴定"


class Crossing(TextChoices):
    """Whether the handler worked outside the county."""

    NONE = "", "不跨区域"
    CITY = "city", "跨县（市、区）"
    PROVINCE = "province", "跨省"


class Manner(TextChoices):
    """How the stage was dealt with; some standards pay less without a hearing."""

    ANY = "", "普通"
    NO_HEARING = "no_hearing", "不开庭或速裁"
    SETTLED = "settled", "调解或和解"
    BEFORE_TRIAL = "before_trial", "庭前撤诉"
    IN_TRIAL = "in_trial", "庭中撤诉"


class Level(TextChoices):
    """Whose standard it is; ours is paid by, the province's stands beside it."""

    COUNTY = "county", "本县"
    PROVINCE = "province", "省"


class StandardState(TextChoices):
    PROPOSED = "proposed", "拟订中"
    APPROVED = "approved", "已批准待公布"
    PUBLISHED = "published", "已公布"
    DISCARDED = "discarded", "未采用"


class BatchState(TextChoices):
    PREPARED = "prepared", "核算中"
    CHECKED = "checked", "已初审核定，待复审"
    REVIEWED = "reviewed", "已复审，待审批"
    APPROVED = "approved", "已审批，待支付"
    PAYING = "paying", "支付中"
    PAID = "paid", "已支付，待公示"
    PUBLISHED = "published", "已公示"
    DISCARDED = "discarded", "已作废"


class PaymentState(TextChoices):
    READY = "ready", "待支付"
    SENT = "sent", "已送银行"
    PAID = "paid", "已到账"
    FAILED = "failed", "银行退回"
    ENDED = "ended", "不再支付"


# A batch whose amounts may still change.
UNFROZEN = frozenset({BatchState.PREPARED, BatchState.CHECKED, BatchState.REVIEWED})
# How the ledger names what is paid (subsidies.law.chart).
EXPENSE_OF = {
    Service.CASE: "case",
    Service.DUTY: "duty",
    Service.DUTY_HELP: "duty",
    Service.DUTY_PERSON: "duty",
    Service.CALLED_PERSON: "duty",
    Service.CALLED_DAY: "duty",
    Service.CONSULTATION: "consultation",
    Service.DRAFTING: "drafting",
    Service.QUALITY_REVIEW: "quality",
}
