"""What came out of a discussion: who counts, and whether there were enough of them."""

LEAST = 2  # who say something: one alone discusses nothing
COUNTED = ("agree", "against", "abstain")


def counts(votes):
    """{vote: how many} of those who took part; whoever kept out or was not there is not among them."""
    return {kind: votes.count(kind) for kind in COUNTED}


def enough(votes):
    """More than half of those called, and never fewer than two; who keeps out was not to be called."""
    called = len([vote for vote in votes if vote != "recused"])
    there = sum(counts(votes).values())
    return there >= LEAST and there * 2 > called


def carried(votes):
    """More for the conclusion than against it and abstaining."""
    found = counts(votes)
    return found["agree"] > found["against"] + found["abstain"]
