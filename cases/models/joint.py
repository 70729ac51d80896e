from django.db import models
from django.db.models.functions import Left

from cases.law import crowds
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import IdKind, Sex, age
from legalaid.platform.core.named import Named


class JointApplicant(Named):
    """One of those who apply together with the applicant of a case (共同申请人): a row of its list, which stays the same row while it is
    corrected."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="joint_applicants")
    name = models.CharField("姓名", max_length=60)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, blank=True)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    birth = models.DateField("出生日期", null=True, blank=True)
    # None: not asked, the same as the applicant's
    crowds = models.JSONField("人员类别", null=True, blank=True)
    amount = models.DecimalField(
        "金额（元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    phone = EncryptedTextField("联系电话", blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "共同申请人"
        # whose name begins with what stands in a public notice
        indexes = [models.Index(Left("name_key", 2), name="joint_by_start")]

    def __str__(self):
        return self.name

    def counted_as(self, case, day):
        """The crowds this person is counted with, who applied on that day."""
        years = age(self.birth, day) if self.birth else None
        of = crowds.shared if self.crowds is None else crowds.proven
        own = case.crowds if self.crowds is None else self.crowds
        return of(own, female=self.sex == Sex.FEMALE, years=years)

    @property
    def crowd_words(self):
        """As typed: nothing where nothing was asked, 无 where there is none."""
        if self.crowds is None:
            return ""
        words = [word for word, code in crowds.WORDS.items() if code in self.crowds]
        return "、".join(words) or crowds.NONE
