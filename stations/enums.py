from django.db.models import TextChoices


class StationKind(TextChoices):
    CENTER = "center", "县法律援助中心"
    TOWNSHIP = "township", "乡镇（街道）工作站"
    PARTNER = "partner", "部门工作站"


class StationHost(TextChoices):
    """Hosts as in statistics table 12."""

    CENTER = "center", "法律援助中心"
    JUSTICE_OFFICE = "justice_office", "司法所"
    UNION = "union", "工会"
    YOUTH = "youth", "共青团"
    WOMEN = "women", "妇联"
    AGEING = "ageing", "老龄"
    DISABLED = "disabled", "残联"
    PETITIONS = "petitions", "信访"
    UNIVERSITY = "university", "高校"
    PRISON = "prison", "监狱（戒毒所）"
    DETENTION = "detention", "看守所"
    COURT = "court", "法院"
    MILITARY = "military", "部队（人武部）"
    LABOUR = "labour", "劳动监察"
    TRAFFIC = "traffic", "交警"
    OTHER = "other", "其他"


class HandlerKind(TextChoices):
    """Law art. 12-17; statistics table 10."""

    LAWYER = "lawyer", "社会律师"
    GRASSROOTS = "grassroots", "基层法律服务工作者"
    AGENCY = "agency", "法律援助机构律师"
    VOLUNTEER = "volunteer", "法律援助志愿者"


class FirmKind(TextChoices):
    LAW_FIRM = "law_firm", "律师事务所"
    GRASSROOTS = "grassroots", "基层法律服务所"
    CENTER = "center", "法律援助机构"
    NGO = "ngo", "社会组织"
