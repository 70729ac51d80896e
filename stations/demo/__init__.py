"""What makes the demo county's network live: places and people, duty, training, publicity."""

from . import network, outreach, roster, training  # noqa: F401  seeders register on import
