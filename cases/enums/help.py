from django.db.models import TextChoices


class HelpState(TextChoices):
    """Where one help of a duty lawyer stands (Law art. 14, 30, 39)."""

    WAITING = "waiting", "待提供帮助"
    GIVEN = "given", "已提供帮助"
    FORWARDING = "forwarding", "待转交申请"
    FORWARDED = "forwarded", "申请已转交待登记"
    APPLIED = "applied", "帮助已转为申请"
    NOT_GIVEN = "not_given", "未能提供"
    VOID = "void", "登记作废"


# the help itself was given, whatever becomes of an application
HELPED = frozenset({HelpState.GIVEN, HelpState.FORWARDING, HelpState.FORWARDED, HelpState.APPLIED})


class HelpSource(TextChoices):
    """Who asked for it: the person at the post, by form 23, or an organ by one of forms 24 to 27."""

    DUTY = "duty", "值班中当面提出"
    REQUEST = "request", "本人书面申请"
    NOTICE = "notice", "办案机关通知"


class HelpOrgan(TextChoices):
    """The organs of forms 24 to 27."""

    POLICE = "police", "公安机关"
    SECURITY = "security", "国家安全机关"
    PROCURATORATE = "procuratorate", "人民检察院"
    COURT = "court", "人民法院"


class Plea(TextChoices):
    """Whether the person admits guilt and accepts punishment, as form 29 asks of each help."""

    ADMITS = "admits", "认罪认罚"
    DENIES = "denies", "不认罪认罚"
    OPEN = "open", "未表示"


class HelpSigned(TextChoices):
    """How the person signed form 28."""

    SIGNATURE = "signature", "签名"
    THUMB = "thumb", "捺印"
    BOTH = "both", "签名并捺印"
    NONE = "none", "未签名"


class NotHelped(TextChoices):
    """Why a help that was asked for could not be given."""

    COUNSEL = "counsel", "已有辩护人"
    DECLINED = "declined", "本人不要法律帮助"
    RECALLED = "recalled", "办案机关撤回通知"
    NO_ACCESS = "no_access", "未能安排会见"
    NO_LAWYER = "no_lawyer", "没有值班律师"
    OTHER = "other", "其他"


class HelpScan(TextChoices):
    """Which signed paper beside a help a scan shows: forms 23 to 29, and the one whose signing was witnessed."""

    APPLICATION = "application", "法律帮助申请表"
    NOTICE = "notice", "值班律师提供法律帮助通知书"
    RECORD = "record", "值班律师提供法律帮助情况登记表（已签字）"
    PLEA = "plea", "见证签署的认罪认罚具结书"
    LEDGER = "ledger", "值班律师法律帮助工作台账（签字页）"
    OTHER = "other", "其他"
