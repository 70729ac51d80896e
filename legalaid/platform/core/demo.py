"""Demo data in layers: each app registers what it adds to the demo county; `seed_demo` calls them after network and cases stand."""

_SEEDERS = []


def seeder(order):
    """Decorator: `fn(rng)` is called inside seed_demo's transaction; lower orders first (stations 10, subsidies 70, faces 90)."""

    def register(fn):
        _SEEDERS.append((order, fn))
        return fn

    return register


def seeders():
    return [fn for _, fn in sorted(_SEEDERS, key=lambda row: row[0])]
