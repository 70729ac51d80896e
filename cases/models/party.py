import uuid

from django.db import models
from django.db.models.functions import Left

from cases.enums import Agency, PartyRole, Tie
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.named import Named, NamedQuerySet
from legalaid.platform.core.safety import SafeContact


class BeingField(models.CharField):
    """The mark that every record of one human being bears: that of the identity number, or one made up."""

    def pre_save(self, instance, add):
        mark = super().pre_save(instance, add) or instance.id_blind or uuid.uuid4().hex
        setattr(instance, self.attname, mark)
        return mark


class PersonQuerySet(NamedQuerySet):
    def known(self, id_blind):
        """The latest record of the holder of this (blinded) identity number, or None."""
        return self.filter(id_blind=id_blind).order_by("-pk").first() if id_blind else None


class Person(Named, SafeContact):
    """A natural person as recorded on one visit. Records of one human being bear one mark, `being`: the same identity number, or said to
    be the same at the window or afterwards (decision 81)."""

    name = models.CharField("姓名", max_length=60)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, default=IdKind.RESIDENT)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    being = BeingField(max_length=32, db_index=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    birth = models.DateField("出生日期", null=True, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    phone_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    reach = EncryptedTextField("没有电话时找谁", blank=True)
    household_address = EncryptedTextField("户籍地", blank=True)
    address = EncryptedTextField("住所地（经常居住地）", blank=True)
    work_unit = models.CharField("工作单位", max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        # whose name begins with what stands in a public notice
        indexes = [models.Index(Left("name_key", 2), name="person_by_start")]

    def __str__(self):
        return self.name


class Joining(models.Model):
    """Records that were two people's in the register turned out to be one's: `rows` of the mark `joined` bear `kept` until they are parted."""

    kept = models.CharField(max_length=32, db_index=True)
    joined = models.CharField(max_length=32, db_index=True)
    rows = models.JSONField()
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    parted_reason = models.CharField("撤销理由", max_length=200, blank=True)
    parted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    parted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.reason}"


class Party(Named):
    """Someone else in the matter: an opponent (a person or a unit), or the applicant's representative."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="parties")
    role = models.CharField("身份", max_length=16, choices=PartyRole)
    name = models.CharField("姓名或名称", max_length=80)
    agency = models.CharField("代理人身份", max_length=10, choices=Agency, blank=True)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, blank=True)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    phone = EncryptedTextField("联系电话", blank=True)
    address = EncryptedTextField("地址", blank=True)
    relation = models.CharField("与申请人关系", max_length=40, blank=True)
    # of an opponent, as far as they are known: whoever else may be on the other side
    head = models.CharField("法定代表人或者监护人", max_length=60, blank=True)
    spouse = models.CharField("配偶", max_length=60, blank=True)
    work_unit = models.CharField("工作单位", max_length=80, blank=True)
    # of a statutory representative before whom another one stands (民法典 art. 27, 28)
    precedence = models.CharField("先顺序的人不能代理的原因", max_length=160, blank=True)
    died_on = models.DateField("死亡日期", null=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(Left("name_key", 2), name="party_by_start"),  # as of a person
            # the few representatives among the many opponents
            models.Index(fields=["role", "id"], name="party_of_role"),
        ]

    def __str__(self):
        return self.name


class Connected(Named):
    """Who stands behind a party of a case: husband or wife, employer, legal representative or guardian. Rewritten from what the case says
    whenever its names are indexed; the conflict check looks in here."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="connected")
    ours = models.BooleanField("申请人一方")
    tie = models.CharField("关系", max_length=10, choices=Tie)
    name = models.CharField("姓名或名称", max_length=80)
    of = models.CharField("谁的", max_length=80)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)

    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.of}的{self.get_tie_display()}{self.name}"
