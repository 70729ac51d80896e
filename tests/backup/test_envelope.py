"""What is sealed opens whole, for its readers alone, and not at all once a byte is gone or changed."""

import io
import os

import pytest

from legalaid.platform.backup import envelope, readers
from legalaid.platform.core.container import CHUNK
from legalaid.platform.core.crypto import Unreadable
from legalaid.platform.core.errors import DomainError

ONE, TWO, STRANGER = bytes([1] * 32), bytes([2] * 32), bytes([3] * 32)
TEXT = os.urandom(3 * CHUNK + 17)


def sealed(text=TEXT):
    pieces = [text[start : start + 1000] for start in range(0, len(text), 1000)]
    return b"".join(envelope.seal(pieces, [envelope.public(ONE), envelope.public(TWO)]))


def read(data, secret):
    return envelope.opened(io.BytesIO(data), secret).read()


@pytest.mark.parametrize("secret", [ONE, TWO])
@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, len(TEXT)])
def test_each_reader_reads_all(size, secret):
    assert read(sealed(TEXT[:size]), secret) == TEXT[:size]


def test_nobody_else_reads():
    with pytest.raises(Unreadable):
        read(sealed(), STRANGER)


@pytest.mark.parametrize(
    "keep", [0, 16, 17, 20, 150, 250, 300, CHUNK, 2 * CHUNK + 400, -1, -16, -17]
)
def test_file_cut_off_anywhere_does_not_open(keep):
    with pytest.raises(Unreadable):
        read(sealed()[:keep], ONE)


@pytest.mark.parametrize("at", [0, 17, 30, 60, 100, 200, 230, 300, CHUNK, -1])
def test_file_changed_in_one_byte_does_not_open(at):
    data = bytearray(sealed())
    data[at] ^= 1
    both = [_opens(bytes(data), secret) for secret in (ONE, TWO)]
    assert both.count(TEXT) < 2  # the head of one reader says nothing to the other
    assert set(both) <= {TEXT, None}


def _opens(data, secret):
    try:
        return read(data, secret)
    except Unreadable:
        return None


def test_recovery_key_is_read_as_it_was_printed():
    printed = readers.spelled(TEXT[:32])
    assert len(printed.split("-")) == 14
    assert readers.read(printed) == readers.read(printed.lower().replace("-", " \n")) == TEXT[:32]


@pytest.mark.parametrize("slip", ["", "A", "ABCD-" * 14, "案" * 56, "0" * 56])
def test_slip_in_the_recovery_key_is_said(slip):
    with pytest.raises(DomainError, match="恢复密钥输入有误"):
        readers.read(slip)


def test_letter_changed_in_the_recovery_key_is_said():
    printed = readers.spelled(ONE)
    for position in range(0, len(printed), 7):
        other = "B" if printed[position] != "B" else "C"
        with pytest.raises(DomainError):
            readers.read(printed[:position] + other + printed[position + 1 :])
