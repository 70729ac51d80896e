"""Encryption at rest (AES-256-GCM) and keyed digests for exact match. A token is "1$<key version>$<nonce+ciphertext>"; 1 names the algorithm."""

import base64
import hashlib
import hmac
import os
import re
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .identifiers import one_document
from .names import name_key
from .phones import one_line

SPELLINGS = {
    "person.name": name_key,
    "person.id_number": one_document,
    "person.phone": one_line,
}


class Unreadable(Exception):
    """A stored token that does not open: wrong key, wrong place or altered."""


@cache
def _cipher(version):
    return AESGCM(settings.KEYS.of(version))


def seal(text, context):
    """Encrypts `text` bound to `context` (where it is stored), so that it opens nowhere else."""
    version, nonce = settings.KEYS.current, os.urandom(12)
    sealed = nonce + _cipher(version).encrypt(nonce, text.encode(), context.encode())
    return f"1${version}${base64.b64encode(sealed).decode()}"


def unseal(token, context):
    """Raises Unreadable."""
    try:
        algorithm, version, body = token.split("$", 2)
        raw = base64.b64decode(body)
        if algorithm != "1":
            raise Unreadable(algorithm)
        return _cipher(int(version)).decrypt(raw[:12], raw[12:], context.encode()).decode()
    except (InvalidTag, KeyError, ValueError) as error:
        raise Unreadable(context) from error


def blind(text, context):
    """32 hex digits: the keyed digest of the normalised text (no blanks, upper case), for exact match on an encrypted value. A name, a
    document and a telephone in the one spelling by which they are compared."""
    spelled = SPELLINGS[context](text) if context in SPELLINGS else text
    normal = re.sub(r"\s", "", spelled).upper()
    return hmac.new(
        settings.KEYS.index, f"{context}|{normal}".encode(), hashlib.sha256
    ).hexdigest()[:32]


def derived(context):
    """32 bytes of a key of its own, the same for the same `context` as long as the index key lasts."""
    return hmac.new(settings.KEYS.index, f"derived|{context}".encode(), hashlib.sha256).digest()
