from django.utils.functional import SimpleLazyObject

from .navigation import Navigation


def navigation(request):
    """The bar of whoever is signed in, made when a page draws it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"navigation": SimpleLazyObject(lambda: Navigation(user, request.path))}
