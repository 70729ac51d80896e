"""Two standards of one level may not be in force on the same day."""


def overlapping(first, last, others):
    """Of `others` (label, first day, last day or None) the labels whose days meet [first, last]; None is open-ended."""
    return [
        label
        for label, begin, end in others
        if (last is None or begin <= last) and (end is None or first <= end)
    ]
