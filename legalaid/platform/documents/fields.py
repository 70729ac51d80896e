"""A private file beside the digest of its plain bytes: counted when it is kept, compared whenever it is opened."""

import hashlib

from django.db import models
from django.db.models.fields.files import FieldFile

from legalaid.platform.core.crypto import Unreadable

from .storage import private_storage, random_name


class Altered(Unreadable):
    """The stored file is not the one that was kept: cut off, changed or changed for another. `row` is whose file it is."""

    def __init__(self, row):
        super().__init__(f"{row._meta.label} {row.pk}")  # a title may name somebody
        self.row = row


class PrivateFile(FieldFile):
    def save(self, name, content, save=True):
        setattr(self.instance, self.field.digest, digest_of(content))
        super().save(name, content, save)

    def open(self, mode="rb"):
        """Raises Altered before the first byte is given, ValueError without a file, FileNotFoundError for one that is lost."""
        self._require_file()
        self.close()
        try:
            self.file = self.storage.open(self.name, mode)
            same = digest_of(self.file) == getattr(self.instance, self.field.digest)
        except Unreadable as error:
            raise Altered(self.instance) from error
        if not same:
            self.close()
            raise Altered(self.instance)

        self.seek(0)
        return self


def digest_of(file):
    """SHA-256 of an open File, read piece by piece."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()


class PrivateFileField(models.FileField):
    """`digest` names the field of the model that holds the SHA-256."""

    attr_class = PrivateFile

    def __init__(self, verbose_name=None, *, digest="sha256", **kwargs):
        self.digest = digest
        super().__init__(verbose_name, storage=private_storage, upload_to=random_name, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["storage"], kwargs["upload_to"]
        return name, path, args, kwargs | {"digest": self.digest}
