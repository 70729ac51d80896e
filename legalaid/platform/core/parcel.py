"""A file for another office, sealed with a password told apart: a head (magic, salt), then a container under the key that scrypt makes of both."""

import io
import os
from types import SimpleNamespace

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from . import container
from .crypto import Unreadable

MAGIC = b"LEGALAIDPARCEL1\n"
SALT, KEY = 16, 32
CONTEXT = "parcel"


def sealed(data, password):
    """The bytes of `data`, sealed."""
    salt = os.urandom(SALT)
    return b"".join((MAGIC, salt, *container.sealed([data], _keys(password, salt), CONTEXT)))


def is_parcel(data):
    return data.startswith(MAGIC)


def opened(data, password):
    """The plain bytes. Raises Unreadable for another password, and for what was cut off or altered: nobody can tell which."""
    if not is_parcel(data):
        raise Unreadable("no parcel")

    start = len(MAGIC)
    salt, body = data[start : start + SALT], data[start + SALT :]
    with container.Opened(io.BytesIO(body), _keys(password, salt), CONTEXT) as plain:
        return plain.readall()


def _keys(password, salt):
    key = Scrypt(salt=salt, length=KEY, n=2**15, r=8, p=1).derive(password.encode())
    return SimpleNamespace(current=1, of={1: key}.__getitem__)
