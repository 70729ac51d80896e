"""Two people, or one who presses twice, at the same moment: each with a connection of its own."""

from threading import Barrier, Thread

from django.db import connection

from legalaid.platform.core.errors import DomainError


def at_once(*acts):
    """What each of these made, begun at the same moment: its result, or the sentence it was refused with."""
    start, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait(20)
        try:
            answers[place] = act()
        except DomainError as refused:
            answers[place] = refused.sentence
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def one_refused(answers):
    """The sentence of the one of two that was not first."""
    [told] = [answer for answer in answers if isinstance(answer, str)]
    return told
