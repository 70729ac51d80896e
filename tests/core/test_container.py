"""The container of encrypted files: what goes in comes out, and nothing else does."""

import io
import os
import secrets
from types import SimpleNamespace

import pytest

from legalaid.platform.core.container import CHUNK, HEAD, TAG, Opened, sealed, version_of
from legalaid.platform.core.crypto import Unreadable
from legalaid.platform.core.keys import Keys


def ring(data):
    return Keys(secret_key="", data=data, index=b"", audit=b"")


KEYS = ring({1: b"\x01" * 32, 2: b"\x02" * 32})
WHOLE = CHUNK + TAG
DATA = os.urandom(3 * CHUNK + 100)


def seal(data, keys=KEYS, context="2026/11/a.pdf"):
    return b"".join(sealed([data], keys, context))


def opened(raw, keys=KEYS, context="2026/11/a.pdf"):
    return io.BufferedReader(Opened(io.BytesIO(raw), keys, context))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 100])
def test_file_of_any_length_opens_as_it_was(length):
    raw = seal(DATA[:length])
    assert opened(raw).read() == DATA[:length]
    assert len(raw) == HEAD + length + TAG * max(-(-length // CHUNK), 1)


def test_pieces_of_any_size_make_the_same_file():
    pieces = [DATA[:10], b"", DATA[10 : CHUNK + 3], DATA[CHUNK + 3 :]]
    assert opened(b"".join(sealed(pieces, KEYS, "2026/11/a.pdf"))).read() == DATA


def test_any_part_is_read_without_the_rest():
    file = opened(seal(DATA))
    assert file.seek(0, os.SEEK_END) == len(DATA)
    file.seek(2 * CHUNK - 5)
    assert file.read(10) == DATA[2 * CHUNK - 5 : 2 * CHUNK + 5]
    file.seek(-7, os.SEEK_END)
    assert file.read() == DATA[-7:]


def test_closing_closes_the_file_below():
    raw = io.BytesIO(seal(b"x"))
    io.BufferedReader(Opened(raw, KEYS, "2026/11/a.pdf")).close()
    assert raw.closed


def test_chunk_is_opened_once_for_all_its_parts(monkeypatch):
    file, asked = Opened(io.BytesIO(seal(DATA)), KEYS, "2026/11/a.pdf"), []
    read = file.raw.read
    monkeypatch.setattr(file, "raw", SimpleNamespace(seek=file.raw.seek, read=lambda size: asked.append(size) or read(size), close=file.raw.close))  # fmt: skip
    for _ in range(10):
        file.read(1000)
    assert asked == [WHOLE]


def test_nothing_of_the_content_can_be_seen_and_no_two_files_look_alike():
    plain = b"430101199003078888" * 5000
    first, second = seal(plain), seal(plain)
    assert (plain[:18] in first, first[HEAD:] == second[HEAD:]) == (False, False)


def test_version_of_the_key_is_read_without_a_key():
    raw = io.BytesIO(seal(b"x"))
    assert (version_of(raw), raw.tell()) == (2, 0)
    assert version_of(io.BytesIO(b"%PDF-1.7")) is None
    assert version_of(io.BytesIO(b"")) is None


def _flipped(raw, at):
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


RAW = seal(DATA)
HEADED, BODY = RAW[:HEAD], RAW[HEAD:]
CHUNKS = [BODY[start : start + WHOLE] for start in range(0, len(BODY), WHOLE)]
DAMAGED = {
    "empty": b"",
    "head alone": HEADED,
    "half a head": RAW[: HEAD - 1],
    "last byte gone": RAW[:-1],
    "last chunk gone": HEADED + b"".join(CHUNKS[:-1]),
    "cut within a chunk": RAW[: HEAD + WHOLE + 100],
    "first chunk gone": HEADED + b"".join(CHUNKS[1:]),
    "two chunks changed places": HEADED + CHUNKS[1] + CHUNKS[0] + CHUNKS[2] + CHUNKS[3],
    "a chunk twice": HEADED + CHUNKS[0] + BODY,
    "a byte added": RAW + b"\x00",
    "a chunk added": RAW + CHUNKS[0],
    "bit of the magic": _flipped(RAW, 3),
    "bit of the version": _flipped(RAW, HEAD - 17),
    "bit of the salt": _flipped(RAW, HEAD - 1),
    "bit of the first chunk": _flipped(RAW, HEAD),
    "bit of a middle tag": _flipped(RAW, HEAD + 2 * WHOLE - 1),
    "bit of the last chunk": _flipped(RAW, len(RAW) - 1),
    "chunk of another file": HEADED + seal(DATA)[HEAD : HEAD + WHOLE] + BODY[WHOLE:],
    "head of another file": seal(DATA)[:HEAD] + BODY,
}


@pytest.mark.parametrize("raw", DAMAGED.values(), ids=DAMAGED)
def test_damaged_file_does_not_open(raw):
    with pytest.raises(Unreadable):
        opened(raw).read()


def test_each_single_bit_of_a_small_file_counts():
    raw = seal(b"x" * 20)
    for bit in range(len(raw) * 8):
        at, mask = divmod(bit, 8)
        altered = raw[:at] + bytes([raw[at] ^ (1 << mask)]) + raw[at + 1 :]
        with pytest.raises(Unreadable):
            opened(altered).read()


def test_file_opens_neither_elsewhere_nor_with_another_key():
    with pytest.raises(Unreadable):
        opened(RAW, context="2026/11/b.pdf").read()
    with pytest.raises(Unreadable):
        opened(RAW, keys=ring({2: secrets.token_bytes(32)})).read()
    with pytest.raises(Unreadable):
        opened(RAW, keys=ring({1: KEYS.data[1]})).read()
