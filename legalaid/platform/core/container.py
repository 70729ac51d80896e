"""Encrypted files. A head (magic, key version, salt), then chunks sealed by AES-256-GCM under a key of this file alone.

The nonce of a chunk is its position and whether it is the last, so that chunks cut off, doubled or in another order do not open.
"""

import io
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .crypto import Unreadable

MAGIC = b"\x00SEALED1"  # as no PDF, picture or archive begins
SALT, TAG = 16, 16
HEAD = len(MAGIC) + 4 + SALT
CHUNK = 64 * 1024


def sealed(pieces, keys, context):
    """The encrypted file of `pieces` (bytes), bound to `context`, by the newest of `keys`, as pieces of about 64 kB."""
    version = keys.current
    head = MAGIC + version.to_bytes(4, "big") + os.urandom(SALT)
    cipher = _cipher(keys, head, context)
    yield head

    position, waiting = 0, bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > CHUNK:
            yield cipher.encrypt(_nonce(position, last=False), bytes(waiting[:CHUNK]), head)
            del waiting[:CHUNK]
            position += 1

    yield cipher.encrypt(_nonce(position, last=True), bytes(waiting), head)


def version_of(raw):
    """The version of the key that sealed the open file `raw`; None for a file in clear. It is wound back."""
    head = raw.read(HEAD)
    raw.seek(0)
    return int.from_bytes(head[len(MAGIC) :][:4], "big") if head.startswith(MAGIC) else None


def _cipher(keys, head, context):
    """Raises Unreadable for a version we have no key of."""
    version, salt = int.from_bytes(head[len(MAGIC) :][:4], "big"), head[-SALT:]
    try:
        key = keys.of(version)
    except KeyError:
        raise Unreadable(f"no key of version {version}") from None

    derivation = HKDF(SHA256(), length=32, salt=salt, info=f"file|{context}".encode())
    return AESGCM(derivation.derive(key))


def _nonce(position, *, last):
    return position.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class Opened(io.RawIOBase):
    """The plain bytes of a sealed file, read and sought chunk by chunk. Reading raises Unreadable where it was altered."""

    def __init__(self, raw, keys, context):
        self.raw, self.context = raw, context
        self.head = raw.read(HEAD)
        if len(self.head) < HEAD or not self.head.startswith(MAGIC):
            raise Unreadable(context)

        body = raw.seek(0, os.SEEK_END) - HEAD
        self.chunks = -(-body // (CHUNK + TAG))
        self.size = body - self.chunks * TAG
        self.cipher = _cipher(keys, self.head, context)
        self.at, self.held = 0, (None, b"")
        self._chunk(max(self.chunks - 1, 0))  # cut off or added to: known before the first byte

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=os.SEEK_SET):
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        self.at = max(start + offset, 0)
        return self.at

    def readinto(self, buffer):
        if self.at >= self.size:
            return 0

        position, offset = divmod(self.at, CHUNK)
        part = self._chunk(position)[offset : offset + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)

    def _chunk(self, position):
        if self.held[0] != position:
            self.raw.seek(HEAD + position * (CHUNK + TAG))
            body = self.raw.read(CHUNK + TAG)
            nonce = _nonce(position, last=position == self.chunks - 1)
            try:
                self.held = position, self.cipher.decrypt(nonce, body, self.head)
            except InvalidTag as error:
                raise Unreadable(self.context) from error
        return self.held[1]

    def close(self):
        self.raw.close()
        super().close()
