"""A transfer package: what was registered of an application and its scans, for the agency that has the matter (Law art. 38). It is
sealed with a password told apart; whoever runs this software registers it without retyping."""

import hashlib
import io
import json
import uuid
import zipfile

from django.utils import timezone

from cases.queries.group import joint_standing
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core import parcel
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office_at
from legalaid.platform.documents.models import Attachment

from .away import standing
from .intake import PERSON_FIELDS

verb(
    "package.made",
    "生成移送包，给{agency}，扫描件{files}份",
    data=("agency", "files"),
    label="生成移送包",
)

FORMAT, VERSION = "legalaid-transfer", 1
MANIFEST = "manifest.json"
SHORTEST = 12  # characters of a password
LARGEST = 400 * 1024 * 1024  # bytes of one package
OF_CASE = (
    "kind",
    "stage",
    "matter",
    "mode",
    "applicant_role",
    "crowds",
    "applicant_count",
    "indivisible",
    "filled_by",
    "capacity",
    "unrepresented",
    "urgency",
    "green",
    "green_ground",
    "secret",
    "amount",
    "facts",
    "organ",
    "organ_number",
    "co_accused",
)
OF_PARTY = (
    "role",
    "name",
    "agency",
    "id_kind",
    "id_number",
    "phone",
    "address",
    "relation",
    "precedence",
)
OF_JOINT = ("name", "id_kind", "id_number", "sex", "birth", "crowds", "amount", "phone")
OF_MATERIAL = ("slot", "title", "why", "required", "copies")
OF_MEANS = (
    "not_limited",
    "exempt",
    "proof",
    "opponent_in_household",
    "housing",
    "vehicle",
    "savings",
    "own_savings",
    "debts",
    "spending",
    "committed",
)
OF_MEMBER = ("name", "relation", "id_number", "age", "occupation", "income_kind", "monthly_income")


def make_package(case, *, by, password):
    """The sealed bytes. The same referral gives the same package id, whenever it is made. Raises DomainError."""
    row = standing(case)
    if row is None:
        raise DomainError("此案没有告知移送，不能生成移送包。")
    if len(password) < SHORTEST:
        raise DomainError(f"口令不少于{SHORTEST}个字符。", field="password")

    files = list(Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None))
    if sum(file.size for file in files) > LARGEST:
        raise DomainError("扫描件合计太大，请另行移送扫描件。")

    data = _zipped(_told(case, row), files)
    where = {"workflow": "case", "subject_id": case.pk}
    record("package.made", by=by, **where, agency=row.agency, files=len(files))
    return parcel.sealed(data, password)


def _told(case, row):
    """What was registered, as plain values."""
    office, means = office_at(timezone.now()), getattr(case, "means", None)
    joint = joint_standing(case)
    count = {"applicant_count": len(joint) + 1} if case.joint else {}

    return {
        "format": FORMAT,
        "version": VERSION,
        "id": str(uuid.uuid5(case.token, str(row.pk))),
        "made_at": timezone.now().isoformat(),
        "from": office["center"],
        "to": row.agency,
        "number": case.number,
        "reason": row.reason,
        "case": _of(case, OF_CASE) | count,
        "cause": [case.kind, case.cause.path, case.cause.name],
        "person": _of(case.applicant, PERSON_FIELDS),
        "parties": [_of(party, OF_PARTY) for party in case.parties.all()],
        "joint": [_of(one, OF_JOINT) for one in joint],
        "materials": [
            _of(item, OF_MATERIAL) | {"received": bool(item.received_on)}
            for item in case.materials.all()
        ],
        "means": _of(means, OF_MEANS) if means else {},
        "members": [_of(member, OF_MEMBER) for member in means.members.all()] if means else [],
    }


def _of(row, names):
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value):
    return value if isinstance(value, bool | int | list | str | None) else str(value)


def _zipped(told, files):
    held, listed = io.BytesIO(), []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, row in enumerate(files, 1):
            with row.file.open("rb") as opened:
                data = opened.read()

            name = f"files/{number:03d}"
            archive.writestr(name, data)
            listed.append(
                {
                    "name": name,
                    "slot": row.slot,
                    "title": row.title,
                    "original_name": row.original_name,
                    "sha256": hashlib.sha256(data).hexdigest(),
                }
            )

        text = json.dumps(told | {"files": listed}, ensure_ascii=False, indent=1)
        archive.writestr(MANIFEST, text)

    return held.getvalue()
