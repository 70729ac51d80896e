"""Modules that register what they add (acts, papers, rules, panels) are imported once their app is ready.

An app imports this module, not the class: Django takes an app by the only AppConfig in its `apps` module.
"""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class RegisteringApp(AppConfig):
    """`registers`: the modules and packages of the app to import when it is ready; of a package, every module in it."""

    registers = ()

    def ready(self):
        for name in self.registers:
            found = import_module(f"{self.name}.{name}")
            for module in iter_modules(getattr(found, "__path__", ())):
                import_module(f"{found.__name__}.{module.name}")
