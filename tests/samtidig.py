"""Acts of several people at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

import threading

from django.db import OperationalError, connections

from almen.regler.fejl import UgyldigtInput


def at_once(*acts) -> list[Exception]:
    """Carries the acts out at the same moment; gives what was refused."""
    refused: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act) -> None:
        try:
            start.wait(5)
            act()
        except (UgyldigtInput, OperationalError) as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused
