"""Every address of the house by its name: {"cases:list": the pattern}."""

from django.urls import URLPattern, get_resolver


def names_of(patterns, prefix=""):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry
        else:
            inside = f"{prefix}{entry.app_name}:" if entry.app_name else prefix
            yield from names_of(entry.url_patterns, inside)


URLS = dict(names_of(get_resolver().url_patterns))
