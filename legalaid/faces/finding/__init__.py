"""Finding one's way: navigation, the command palette, one search over everything."""
