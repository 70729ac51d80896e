"""The portrait beside a roster entry: checked, re-encoded small, kept in private storage."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.uploads import check, scan
from stations.permissions import MANAGES

from .staff import event

SIDE = 480


def set_photo(row, upload, *, by):
    """Puts `upload` in the place of the photo of a Staff or Handler row. Raises DomainError(field="file")."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不管理人员资料。")

    good = check(upload)
    if not good.mime.startswith("image/"):
        raise DomainError(f"“{upload.name}”不是图片，请上传 JPG、PNG 或 HEIC 照片。", field="file")
    scan(good.data, upload.name)

    small = BytesIO()
    with Image.open(BytesIO(good.copy.data)) as picture:
        picture.thumbnail((SIDE, SIDE))
        picture.save(small, "JPEG", quality=85)

    old = row.photo.name
    with transaction.atomic():
        row.photo.save("photo.jpg", ContentFile(small.getvalue()), save=False)
        row.save()
        event("changed", row.user, by, fields="照片")
        if old:
            transaction.on_commit(lambda: row.photo.storage.delete(old), robust=True)
    return row
