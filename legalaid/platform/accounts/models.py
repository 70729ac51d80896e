from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.named import NameKeyField, NameSaidField

from .names import LoginNameField
from .roles import PERMISSIONS, Role


class UserManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    username = LoginNameField(
        "登录名", max_length=40, unique=True, error_messages={"unique": "这个登录名已有人使用。"}
    )
    name = models.CharField("姓名", max_length=40)
    name_key = NameKeyField()
    name_said = NameSaidField(max_length=NameSaidField.LONGEST)
    role = models.CharField("角色", max_length=12, choices=Role)
    phone = EncryptedTextField("电话", blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)
    large_type = models.BooleanField("大字版", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)
    notice = models.CharField(max_length=200, blank=True, editable=False)
    session_key = models.CharField(max_length=40, blank=True, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "role"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]
        verbose_name = verbose_name_plural = "用户"

    def __str__(self):
        return self.name

    @property
    def password_due(self):
        """Whether the password is older than the office allows."""
        return timezone.now() - self.password_changed_at > timedelta(
            days=settings.PASSWORD_MAX_AGE_DAYS
        )

    @property
    def proposed(self):
        """What waits to be done with this account, and may be refused."""
        return self.changes.waiting(timezone.now()).first()

    def may(self, permission):
        """Whether this person's role carries `permission` (see roles.PERMISSIONS)."""
        return self.is_active and permission in PERMISSIONS.get(self.role, ())


class PasswordHistory(models.Model):
    """Encoded earlier passwords, so that the last five are not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_history")
    encoded = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class Invitation(models.Model):
    """A link by which a person sets the first or a new password. Only the digest of its token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("发出")
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用", null=True)
    ended_at = models.DateTimeField("作废", null=True)  # a newer one took its place

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class Try(models.Model):
    """One try at a door of which there may be only so many (limits.py)."""

    door = models.CharField(max_length=12)
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["door", "who", "at"], name="try_at_door")]

    def __str__(self):
        return f"{self.door} {self.at:%Y-%m-%d %H:%M}"


class PlaceQuerySet(models.QuerySet):
    def knows(self, username, address, since):
        return self.filter(user__username=username, address=address, at__gte=since).exists()


class Place(models.Model):
    """From where a person last signed in: an address that is shut stays open to those it knows."""

    user = models.ForeignKey(User, models.CASCADE, related_name="places")
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="place_once")]

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class ChangeQuerySet(models.QuerySet):
    def waiting(self, now):
        return self.filter(outcome=Change.Outcome.WAITING, lapses_at__gt=now)

    def overdue(self, now):
        """Lapsed, and nobody was told yet."""
        return self.filter(outcome=Change.Outcome.WAITING, lapses_at__lte=now)


class Change(models.Model):
    """A change of an account that reviews, decides or pays, proposed by one and confirmed by another."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "等待确认"
        DONE = "done", "已确认"
        REFUSED = "refused", "未获同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"

    person = models.ForeignKey(User, models.CASCADE, related_name="changes")
    facts = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.person_id} {self.at:%Y-%m-%d}"
