"""What the network's papers say; kinds and contexts register on import."""

from . import outreach, referral, roster, training  # noqa: F401
