"""What the network's papers say; kinds and contexts register on import."""

from . import referral  # noqa: F401
