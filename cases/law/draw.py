"""A draw anybody can repeat: who is drawn follows from the list, the share and the seed alone."""

from hashlib import sha256

MARK = sha256().digest_size
SPARE = (
    100  # looked at beyond twice those wanted: whoever is drawn first is among them but for chance
)


def drawn(numbers, share, seed):
    """Of these numbers `share` percent, at least one, in the order they are drawn."""
    return first(numbers, part(len(numbers), share), seed)


def part(total, share):
    """`share` percent of so many, rounded up."""
    return -(-total * share // 100)


def first(numbers, many, seed):
    """The `many` that are drawn first: those whose SHA-256 of 种子|编号 is smallest, in this order."""
    numbers = [number.encode() for number in numbers]
    marked = _marked(numbers, f"{seed}|".encode(), _below(many, len(numbers)))
    if len(marked) < many:
        marked = _marked(numbers, f"{seed}|".encode(), ALL)
    return [one[MARK:].decode() for one in sorted(marked)[:many]]


ALL = b"\xff" * (MARK + 1)


def _below(many, total):
    """A mark below which about twice as many lie as are wanted: the rest of a long list need not be sorted."""
    looked_at = 2 * many + SPARE
    return (looked_at * 256**8 // total).to_bytes(8) if looked_at < total else ALL


def _marked(numbers, prefix, below):
    return [
        mark + number for number in numbers if (mark := sha256(prefix + number).digest()) < below
    ]


def digest(numbers):
    """One mark of the whole list, whatever its order."""
    return sha256("\n".join(sorted(numbers)).encode()).hexdigest()
