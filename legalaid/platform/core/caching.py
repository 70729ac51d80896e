"""The cache all web processes share, in Redis: while that is away, slow or half open, it is as if nothing were kept."""

from redis.backoff import NoBackoff
from redis.retry import Retry

AT_MOST = 0.2  # seconds a page waits for it


def shared_cache(url):
    """As an entry of CACHES."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": AT_MOST,
            "SOCKET_TIMEOUT": AT_MOST,
            "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 0)},
        },
    }
