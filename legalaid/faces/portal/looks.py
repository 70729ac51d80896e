"""The large and plain look (适老版): kept by the browser alone, a link is enough."""

COOKIE = "large_type"
YEAR = 365 * 24 * 3600
LARGE, USUAL = "large", "usual"


def large(request):
    return request.COOKIES.get(COOKIE) == "1"


def page_of(request):
    """The page to come back to; what was sent to it is not sent again."""
    return request.path if request.method in ("GET", "HEAD") else ""
