"""One function a kind of work: `fn(user, now) -> [Waiting]`."""
