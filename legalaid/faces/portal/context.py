"""What every page of the portal asks of the request, and nothing of whoever is signed in."""

from .looks import large, page_of


def portal(request):
    return {"portal_large": large(request), "portal_page": page_of(request)}
