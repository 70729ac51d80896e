"""Matters of several applicants: the sample of whom to call back."""

from random import Random


def draw(pool, size, seed):
    """`size` of the keys of `pool`, in their order; the same again for the same seed, in whatever order the pool comes."""
    return sorted(Random(seed).sample(sorted(pool), size))  # noqa: S311  a sample anybody can draw again
