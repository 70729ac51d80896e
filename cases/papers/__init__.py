"""What each paper states, in procedure order (法律援助文书格式, 司法部 2023); how it says it stands in templates/papers/<kind>.html.

A context is plain JSON (names, dates, sums, lists) and is frozen when the paper is issued.
"""
