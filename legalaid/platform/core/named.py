"""The columns whoever has a name is looked up by."""

from django.db import models

from .names import LONGEST, name_key, name_sound, names_in, other_key, plain, squeezed
from .readings import ways


class _OfName(models.CharField):
    """A column kept from the name whenever the row is written."""

    source = "name"

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, **{"max_length": LONGEST, "blank": True, "editable": False} | kwargs
        )

    def pre_save(self, instance, add):
        value = type(self).of(getattr(instance, self.source))
        setattr(instance, self.attname, value)
        return value


class NameKeyField(_OfName):
    of = staticmethod(name_key)


class OtherKeyField(_OfName):
    of = staticmethod(other_key)


class NameSoundField(_OfName):
    of = staticmethod(name_sound)


class NameSaidField(_OfName):
    """Initials and sound in every reading, each after a blank, for letters that are typed."""

    LONGEST = 900

    @classmethod
    def of(cls, name):
        return "".join(f" {one}" for one in ways(name_key(name)))[: cls.LONGEST]


def goes_by(typed, prefix=""):
    """Whose name holds what is typed, in any spelling, or is said so. `prefix` leads to the row that has the name."""
    key = squeezed(plain(typed))
    if not key:
        return models.Q(pk=None)

    found = models.Q(**{f"{prefix}name_key__contains": key})
    if key.isascii() and key.isalpha():
        found |= models.Q(**{f"{prefix}name_said__contains": f" {key}"})
    return found


class CoAccusedKeysField(_OfName):
    """The keys of several names, each between two marks: 、孙贵英、王强、"""

    source = "co_accused"

    @staticmethod
    def of(text):
        return "".join(f"、{name_key(name)}" for name in names_in(text)) + "、" if text else ""


class NamedQuerySet(models.QuerySet):
    def called(self, *names):
        """Those of any of these names, or who are also called so."""
        keys = {key for name in names for key in (name_key(name), other_key(name)) if key}
        return self.filter(models.Q(name_key__in=keys) | models.Q(other_key__in=keys))

    def said(self, name):
        """Those whose name sounds the same."""
        sound = name_sound(name)
        return self.filter(name_sound=sound) if sound else self.none()


class Named(models.Model):
    """Whoever is looked up by name."""

    name_key = NameKeyField(db_index=True)
    other_key = OtherKeyField(db_index=True)
    name_sound = NameSoundField(db_index=True)

    class Meta:
        abstract = True
