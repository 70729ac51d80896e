"""Who deals with a number of the hall."""


def in_ones_hall(user, ticket):
    """Numbers belong to the hall of the station one works at, duty lawyers included."""
    posts = (getattr(user, post, None) for post in ("staff", "handler"))
    is_own = any(post and post.station_id == ticket.station_id for post in posts)
    return "" if is_own else "此号不在您的站点。"


def at_ones_window(user, ticket):
    """Whoever called a number deals with it, or who runs the hall; before that, anybody of the hall."""
    at_anothers = ticket.window_id and ticket.window.clerk_id != user.pk
    if at_anothers and not user.may("queue.manage"):
        return f"此号由{ticket.window}接待。"
    return in_ones_hall(user, ticket)
