"""Who can open a backup: whoever holds the recovery key, printed once and kept on paper, and this machine, which checks its backups by night.

The machine's key lies in VAR_DIR and is part of no backup, so a backup alone opens for nobody.
"""

import base64
import hashlib
import json
import os
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from legalaid.platform.core.errors import DomainError

from .envelope import public

FILE = "backup-readers.json"
NONE_YET = "还没有恢复密钥：请先执行 manage.py backup_key。"
CHECKSUM = 4


def path():
    return settings.VAR_DIR / FILE


def make():
    """Makes both keys and returns the recovery key in words to print; only its public part is kept. Raises FileExistsError."""
    recovery, machine = _fresh(), _fresh()
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"recovery": public(recovery).hex(), "machine": machine.hex()}, file)
        file.flush()
        os.fsync(file.fileno())

    return spelled(recovery)


def renew():
    """Both keys anew; older backups open with the older recovery key alone."""
    old = path()
    old.rename(old.with_suffix(".old"))
    return make()


def public_keys():
    """Of everybody a backup is sealed for. Raises DomainError before there is a recovery key."""
    stored = _stored()
    return [bytes.fromhex(stored["recovery"]), public(machine_key())]


def machine_key():
    return bytes.fromhex(_stored()["machine"])


def _stored():
    try:
        return json.loads(path().read_text())
    except FileNotFoundError:
        raise DomainError(NONE_YET) from None


def _fresh():
    return X25519PrivateKey.generate().private_bytes_raw()


def spelled(secret):
    """In groups of four letters and digits, the last group telling of a slip of the pen."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return "-".join(wrap(text + _checksum(secret), 4))


def read(text):
    """The key that was typed. Raises DomainError."""
    typed = "".join(sign for sign in text.upper() if sign.isalnum())
    body, checksum = typed[:-CHECKSUM], typed[-CHECKSUM:]
    try:
        secret = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        secret = b""
    if len(secret) != 32 or _checksum(secret) != checksum:
        raise DomainError("恢复密钥输入有误，请对照打印的原件再输一次。")

    return secret


def _checksum(secret):
    return base64.b32encode(hashlib.sha256(secret).digest()).decode()[:CHECKSUM]
