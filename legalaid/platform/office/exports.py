"""Long lists as files: an app names what it can make, the app that keeps files makes them by a job and tells the person."""

from dataclasses import dataclass

from legalaid.platform.core.registry import Registry

FILE_KINDS = Registry()
_keeper = Registry()


@dataclass(frozen=True)
class Kind:
    """`build(owner, step, **args) -> (bytes, file name, mime)`; `step(done, total, note)` tells the progress and stops a cancelled job."""

    key: str
    permission: str
    build: callable


def kind(key, permission):
    def register(build):
        FILE_KINDS[key] = Kind(key, permission, build)
        return build

    return register


def keeper(request):
    """Decorator: registers `request(kind, title, *, by, **args)`, which takes the order."""
    _keeper["keeper"] = request
    return request


def ask(kind_key, title, *, by, **args):
    """Orders a file of this kind for `by`; DomainError when the same one is being made already."""
    return _keeper["keeper"](kind_key, title, by=by, **args)
