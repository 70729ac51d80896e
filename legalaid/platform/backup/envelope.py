"""A stream sealed for several readers: the key of each file is wrapped for the public key (X25519) of every reader (decision 50).

Head: magic, number of readers; for each 8 bytes that name its public key, a fresh public key, the wrapped key. Then a container as of private files.
"""

import hashlib
import io
import os
from types import SimpleNamespace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from legalaid.platform.core import container
from legalaid.platform.core.crypto import Unreadable

MAGIC = b"LEGALAIDBACKUP1\n"
MARK, KEY, WRAPPED = 8, 32, 48
READER = MARK + KEY + WRAPPED
CONTEXT = "backup"


def public(secret):
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def seal(pieces, readers):
    """The sealed file of `pieces`, for the public keys `readers`."""
    key = os.urandom(KEY)
    yield MAGIC + bytes([len(readers)]) + b"".join(_wrapped(key, reader) for reader in readers)
    yield from container.sealed(pieces, _only(key), CONTEXT)


def opened(raw, secret):
    """A file of the plain bytes. Raises Unreadable for a file cut off or altered, or not sealed for this secret key."""
    if raw.read(len(MAGIC)) != MAGIC:
        raise Unreadable("no backup")

    count = int.from_bytes(raw.read(1), "big")  # 0 where the file ends here
    head = raw.read(count * READER)
    mine = _mark(public(secret))
    for start in range(0, len(head), READER):
        if head[start : start + MARK] == mine:
            key = _unwrapped(head[start + MARK : start + READER], secret)
            body = _Behind(raw, len(MAGIC) + 1 + len(head))
            return io.BufferedReader(container.Opened(body, _only(key), CONTEXT), container.CHUNK)

    raise Unreadable("sealed for others")


def _only(key):
    return SimpleNamespace(current=1, of={1: key}.__getitem__)


def _mark(reader):
    return hashlib.sha256(reader).digest()[:MARK]


def _wrapped(key, reader):
    passing = X25519PrivateKey.generate()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(reader))
    fresh = passing.public_key().public_bytes_raw()
    return _mark(reader) + fresh + _wrapping(shared, fresh, reader).encrypt(bytes(12), key, None)


def _unwrapped(row, secret):
    fresh, wrapped = row[:KEY], row[KEY:]
    shared = X25519PrivateKey.from_private_bytes(secret).exchange(
        X25519PublicKey.from_public_bytes(fresh)
    )
    try:
        return _wrapping(shared, fresh, public(secret)).decrypt(bytes(12), wrapped, None)
    except InvalidTag as error:
        raise Unreadable("head") from error


def _wrapping(shared, fresh, reader):
    """The key that wraps one key once, hence its nonce of zeros."""
    derivation = HKDF(SHA256(), length=KEY, salt=fresh + reader, info=b"backup")
    return AESGCM(derivation.derive(shared))


class _Behind:
    """The part of an open file behind its head."""

    def __init__(self, raw, start):
        self.raw, self.start = raw, start

    def read(self, size=-1):
        return self.raw.read(size)

    def seek(self, offset, whence=os.SEEK_SET):
        return (
            self.raw.seek(offset + (self.start if whence == os.SEEK_SET else 0), whence)
            - self.start
        )

    def close(self):
        self.raw.close()
