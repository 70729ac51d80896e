"""A draw anybody can repeat: who is drawn follows from the list, the share and the seed alone."""

from hashlib import sha256


def drawn(numbers, share, seed):
    """Of these numbers `share` percent, at least one, in the order they are drawn."""
    many = -(-len(numbers) * share // 100)
    return sorted(numbers, key=lambda number: (_mark(seed, number), number))[:many]


def digest(numbers):
    """One mark of the whole list, whatever its order."""
    return sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def _mark(seed, number):
    return sha256(f"{seed}|{number}".encode()).hexdigest()
