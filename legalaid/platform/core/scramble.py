"""Numbers of twelve digits as codes of twelve digits and back, one for each: whoever has no key of ours can neither make nor guess one."""

import hashlib
import hmac

from .crypto import derived

DIGITS = 12
HALF = 10 ** (DIGITS // 2)
ROUNDS = 10


def code_of(number, context):
    """0 <= number < 10**12. A Feistel network over two halves of six digits."""
    left, right = divmod(number, HALF)
    for turn in range(ROUNDS):
        left, right = right, (left + _part(turn, right, context)) % HALF
    return f"{left * HALF + right:0{DIGITS}d}"


def number_of(code, context):
    left, right = divmod(int(code), HALF)
    for turn in reversed(range(ROUNDS)):
        left, right = (right - _part(turn, left, context)) % HALF, left
    return left * HALF + right


def _part(turn, half, context):
    said = f"{turn}|{half}".encode()
    digest = hmac.new(derived(context), said, hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) % HALF


def in_fours(code):
    """As it is read out and written down: 1234 5678 9012."""
    return " ".join(code[n : n + 4] for n in range(0, DIGITS, 4))
