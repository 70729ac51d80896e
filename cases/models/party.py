from django.db import models

from cases.enums import Agency, PartyRole
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.safety import SafeContact


class PersonQuerySet(models.QuerySet):
    def known(self, id_blind):
        """The latest record of the holder of this (blinded) identity number, or None."""
        return self.filter(id_blind=id_blind).order_by("-pk").first() if id_blind else None


class Person(SafeContact):
    """A natural person as recorded on one visit; recognised again by the blind index of the identity number."""

    name = models.CharField("姓名", max_length=60)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, default=IdKind.RESIDENT)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
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

    def __str__(self):
        return self.name


class Party(models.Model):
    """Someone else in the matter: an opponent (a person or a unit), the applicant's representative, or one who applies together with the
    applicant."""

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
    # of a statutory representative before whom another one stands (民法典 art. 27, 28)
    precedence = models.CharField("先顺序的人不能代理的原因", max_length=160, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name
