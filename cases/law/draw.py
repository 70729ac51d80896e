"""A draw anybody can repeat: who is drawn follows from the list, the share and the seed alone."""

from hashlib import sha256
from heapq import nsmallest

FEW = 10  # up to a tenth of a list is found without sorting all of it
MARK = sha256().digest_size


def drawn(numbers, share, seed):
    """Of these numbers `share` percent, at least one, in the order they are drawn."""
    return first(numbers, part(len(numbers), share), seed)


def part(total, share):
    """`share` percent of so many, rounded up."""
    return -(-total * share // 100)


def first(numbers, many, seed):
    """The `many` that are drawn first: those whose SHA-256 of 种子|编号 is smallest, in this order."""
    prefix = f"{seed}|".encode()
    encoded = (number.encode() for number in numbers)
    marked = [sha256(prefix + number).digest() + number for number in encoded]

    is_few = many * FEW < len(marked)
    chosen = nsmallest(many, marked) if is_few else sorted(marked)[:many]
    return [one[MARK:].decode() for one in chosen]


def digest(numbers):
    """One mark of the whole list, whatever its order."""
    return sha256("\n".join(sorted(numbers)).encode()).hexdigest()
