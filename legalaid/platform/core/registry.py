"""Where a higher floor adds to a lower one, which may not import it: job handlers, audit verbs, clock rules, paper kinds, panels."""


class Registry(dict):
    """What is added by key when the apps are ready. A key taken twice is a mistake, and said at once."""

    def __setitem__(self, key, value):
        if self.get(key, value) != value:
            raise ValueError(f"{key} is registered already")
        super().__setitem__(key, value)

    def adds(self, key):
        """Decorator: adds what it decorates under `key`."""

        def add(made):
            self[key] = made
            return made

        return add
