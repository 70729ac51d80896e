"""Matters of several applicants: from how many on they are reported and discussed, and the sample of whom to call back."""

from random import Random

from .thresholds import THRESHOLDS

MANY = THRESHOLDS[
    "major_people"
].usual  # the handler reports to the centre, and the matter is discussed


def draw(pool, size, seed):
    """`size` of the keys of `pool`, in their order; the same again for the same seed, in whatever order the pool comes."""
    return sorted(Random(seed).sample(sorted(pool), size))  # noqa: S311  a sample anybody can draw again


def is_many(people):
    return people >= MANY
