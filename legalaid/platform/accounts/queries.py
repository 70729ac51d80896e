from .models import User
from .roles import Role


def system_user():
    """The account in whose name the nightly work acts; nobody can sign in with it."""
    user, _ = User.objects.get_or_create(
        username="system", defaults={"name": "系统", "role": Role.ADMIN, "password": "!"}
    )
    return user
