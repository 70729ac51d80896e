"""What pages offer a person: the rights of their role, less what their post does not do. The doors themselves ask again, and say why not."""

_NARROWINGS = []


def narrowing(fn):
    """Decorator: `fn(user, permission) -> bool`, whether this person's post leaves out what the role carries."""
    _NARROWINGS.append(fn)
    return fn


def offered(user, permission):
    return user.may(permission) and not any(narrows(user, permission) for narrows in _NARROWINGS)
