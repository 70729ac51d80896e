from .models import Message


def unread(request):
    """The number beside 消息 in the bar."""
    user = getattr(request, "user", None)
    return {
        "unread": Message.objects.filter(user=user).unread().count()
        if user and user.is_authenticated
        else 0
    }
