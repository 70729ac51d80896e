"""A transfer package of another agency: opened, compared with what it says of itself, seen, then registered once at the window."""

import hashlib
import io
import json
import uuid
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from cases.enums import Channel
from cases.models import (
    Case,
    Cause,
    HouseholdMember,
    JointApplicant,
    MaterialItem,
    MeansTest,
    Party,
    Person,
    ReceivedPackage,
)
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core import parcel
from legalaid.platform.core.crypto import Unreadable
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.names import name_key
from legalaid.platform.core.office import office_at
from legalaid.platform.documents import uploads

from . import package
from .intake import PERSON_FIELDS, apply

verb(
    "package.received",
    "收到{source}的移送包（{number}）",
    data=("source", "number"),
    label="收到移送包",
)

AGAIN = "请联系移送机构重新生成。"
FOREIGN = "这个文件不是本软件的移送包，请另行登记申请。"
CLOSED = (
    "移送包打不开：口令不对，或者文件被改动、没有传完。请核对口令，仍打不开的，请移送机构重新发送。"
)


@dataclass(frozen=True)
class Opened:
    """What a package says, every value of the kind it has here."""

    id: uuid.UUID
    source: str
    number: str
    reason: str
    cause: Cause
    fields: dict
    person: dict
    parties: list
    joint: list
    materials: list
    means: dict
    members: list
    files: list  # (what is told of it, bytes)


def open_package(data, password, *, at=None):
    """Reads a package. Raises DomainError(field="file" or "password") that says what is wrong; nothing is kept."""
    if not parcel.is_parcel(data):
        raise DomainError(FOREIGN, field="file")
    try:
        plain = parcel.opened(data, password)
    except Unreadable:
        raise DomainError(CLOSED, field="password") from None

    told, archive = _manifest(plain)
    _check_addressee(told, at or timezone.now())
    try:
        return _read(told, archive)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DomainError(f"移送包的内容不完整。{AGAIN}", field="file") from None


def _manifest(plain):
    try:
        archive = zipfile.ZipFile(io.BytesIO(plain))
        if sum(item.file_size for item in archive.infolist()) > package.LARGEST:
            raise DomainError(f"移送包解开后过大。{AGAIN}", field="file")
        told = json.loads(archive.read(package.MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise DomainError(FOREIGN, field="file") from None

    if not isinstance(told, dict) or told.get("format") != package.FORMAT:
        raise DomainError(FOREIGN, field="file")
    if told.get("version") != package.VERSION:
        raise DomainError("移送包是另一版本的软件生成的，本系统读不了。", field="file")
    return told, archive


def _check_addressee(told, at):
    office = office_at(at)
    if told.get("from") == office["center"]:
        raise DomainError("这是本中心自己移送出去的材料，不能再登记进来。", field="file")

    to = str(told.get("to"))
    if office["county"] not in to and name_key(to) != name_key(office["center"]):
        raise DomainError(f"这个移送包是给“{to}”的，不是给本中心的。", field="file")


def _read(told, archive):
    fields = _checked(Case, told["case"], package.OF_CASE)
    if not all(isinstance(code, str) for code in fields["crowds"]):
        raise ValueError(fields["crowds"])

    materials = [
        _checked(MaterialItem, row, package.OF_MATERIAL) | {"received": row["received"] is True}
        for row in told["materials"]
    ]
    means = told["means"]
    return Opened(
        id=uuid.UUID(told["id"]),
        source=_line(told["from"], 80),
        number=_line(told["number"], 40),
        reason=_line(told["reason"], 2000),
        cause=_cause(*told["cause"]),
        fields=fields,
        person=_checked(Person, told["person"], PERSON_FIELDS),
        parties=[_checked(Party, row, package.OF_PARTY) for row in told["parties"]],
        joint=[_checked(JointApplicant, row, package.OF_JOINT) for row in told["joint"]],
        materials=materials,
        means=_checked(MeansTest, means, package.OF_MEANS) if means else {},
        members=[_checked(HouseholdMember, row, package.OF_MEMBER) for row in told["members"]],
        files=[(row, _file(row, archive)) for row in told["files"]],
    )


def _line(value, longest):
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError(value)
    return value


def _checked(model, row, names):
    """The values as fields of the model take them. Raises DomainError that names the one which is not."""
    found = {}
    for name in names:
        field = model._meta.get_field(name)
        try:
            found[name] = field.clean(row[name], None)
        except ValidationError:
            said = f"移送包里“{field.verbose_name}”的内容不合格式。{AGAIN}"
            raise DomainError(said, field="file") from None
    return found


def _cause(kind, path, name):
    cause = Cause.objects.filter(kind=kind, path=path, name=name).first()
    cause = cause or Cause.objects.filter(kind=kind, name=name).first()
    if cause is None:
        said = f"案由“{name}”不在本系统的案由表里，请手工登记申请。"
        raise DomainError(said, field="file")
    return cause


def _file(row, archive):
    """The bytes of a scan, the same that were packed."""
    data = archive.read(_line(row["name"], 20))
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        raise DomainError(f"扫描件“{row['title']}”与移送时不一致。{AGAIN}", field="file")
    _line(row["title"], 120)
    return data


def receive(data, opened, *, by, at=None):
    """Keeps the package as it came, once; the same one again finds the first. Raises DomainError where it is a case already."""
    if earlier := ReceivedPackage.objects.filter(package_id=opened.id).first():
        if earlier.case_id:
            raise DomainError(f"这个移送包已经登记为{earlier.case}，不能重复登记。", field="file")
        return earlier

    row = ReceivedPackage(
        package_id=opened.id,
        source=opened.source,
        source_number=opened.number,
        reason=opened.reason,
        received_by=by,
        received_at=at or timezone.now(),
    )
    with transaction.atomic():
        row.file.save("package.parcel", ContentFile(data), save=False)
        row.save()
        record("package.received", by=by, source=row.source, number=row.source_number)
    return row


def register(row, opened, *, by, station, at=None):
    """The case of a package, at the window, with its scans; the examination begins with its receipt here. Raises DomainError."""
    at = at or timezone.now()
    with transaction.atomic():
        row = ReceivedPackage.objects.select_for_update().get(pk=row.pk)
        if row.case_id:
            raise DomainError(f"这个移送包已经登记为{row.case}，不能重复登记。")

        fields = {"cause": opened.cause, "station": station, "channel": Channel.AGENCY}
        case = apply(
            by=by,
            token=row.package_id,
            fields=opened.fields | fields,
            person=opened.person,
            short=office_at(at)["short"],
            parties=opened.parties,
            joint=opened.joint,
            materials=_materials(opened, at),
            means=opened.means,
            members=opened.members,
            at=at,
        )
        _keep_scans(case, opened, by)
        row.case = case
        row.save(update_fields=["case"])
    return case


def _materials(opened, at):
    rows = []
    for row in opened.materials:
        line = {name: value for name, value in row.items() if name != "received"}
        rows.append(line | {"received_on": timezone.localdate(at) if row["received"] else None})
    return rows


def _keep_scans(case, opened, by):
    where = {"workflow": "case", "subject_id": case.pk, "by": by}
    for told, data in opened.files:
        upload = ContentFile(data, name=str(told["original_name"])[-200:] or told["title"])
        uploads.store(upload, **where, slot=str(told["slot"])[:40], title=told["title"])
