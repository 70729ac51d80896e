"""What a disk does to a file."""


def flip(path):
    """Its last bit stands the other way, whatever it was: a byte put there would be the one that stood there, once in 256 times."""
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
