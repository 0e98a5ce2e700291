"""A worker's work on one simulation: take it, tell how far it is, write the answer once.

Nobody else is asked for: whoever holds the last sign of life that was written holds the simulation. Somebody who stops it, starts it
again or deletes it changes that, and the process finds out at its next sign of life, and writes nothing more.

Loads SimPy and numpy: never imported where a web process imports it.
"""

from __future__ import annotations

import datetime as dt
import errno
import time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from almen.analyse.models import Simulering, Simuleringsstatus
from almen.analyse.simulering import koersel
from almen.analyse.simulering.motor import Afbrudt
from almen.regler.fejl import UgyldigtInput
from almen.ui.forms import fault_text

SECONDS_BETWEEN = 1.0
MAX_FEJL = 12


def run_waiting(pk: int) -> None:
    """Runs the simulation, unless it is no longer waiting. For the background job and the demo."""
    holder = Holder.take(pk)
    if holder is None:
        return
    simulering = Simulering.objects.select_related("oprettet_af").get(pk=pk)
    try:
        svar = koersel.run(simulering.scenarie, today=timezone.localdate(), fremdrift=holder.tell)
    except Afbrudt:
        return
    except UgyldigtInput as error:
        holder.fail(_in_words(error))
    except Exception as error:
        holder.fail(_stopped(error))
        raise
    else:
        holder.finish(
            forudsaetninger=svar.forudsaetninger, kalibrering=svar.kalibrering, resultat=svar.resultat
        )


class Holder:
    """The one process that may write in a running simulation, known by the sign of life it wrote last."""

    def __init__(self, pk: int, livstegn: dt.datetime) -> None:
        self.pk, self.livstegn = pk, livstegn
        self._told = time.monotonic()

    @classmethod
    def take(cls, pk: int) -> Holder | None:
        """The simulation if it waits; None if somebody else has taken it or it is gone."""
        now = timezone.now()
        waiting = Simulering.objects.filter(pk=pk, status=Simuleringsstatus.VENTER)
        taken = waiting.update(status=Simuleringsstatus.KOERER, fremdrift=0, fejl="", livstegn=now)
        return cls(pk, now) if taken else None

    def tell(self, pct: int) -> bool:
        """Writes how far it is and a sign of life, at most once a second; False if the simulation is no longer this process's."""
        if time.monotonic() - self._told < SECONDS_BETWEEN:
            return True
        self._told, now = time.monotonic(), timezone.now()
        kept = self._mine().update(fremdrift=max(0, min(100, int(pct))), livstegn=now)
        self.livstegn = now
        return bool(kept)

    def finish(self, **svar: Any) -> None:
        """Writes the answer; nothing if the simulation was taken from this process meanwhile."""
        self._end(Simuleringsstatus.FAERDIG, fremdrift=100, **svar)

    def fail(self, besked: str) -> None:
        """Says why there is no answer."""
        self._end(Simuleringsstatus.FEJLET, fejl=besked)

    def _end(self, status: Simuleringsstatus, **fields: Any) -> None:
        self._mine().update(status=status, afsluttet=timezone.now(), livstegn=None, **fields)

    def _mine(self) -> QuerySet[Simulering]:
        running = Simulering.objects.filter(pk=self.pk, status=Simuleringsstatus.KOERER)
        return running.filter(livstegn=self.livstegn)


def _in_words(error: UgyldigtInput) -> str:
    """What is wrong and where in the scenario, a line for each fault; what goes for several variants is told once, of many the first."""
    places = {item.besked: item.felt for item in reversed(error.fejl)}
    texts = list(dict.fromkeys(item.besked for item in error.fejl))
    lines = [f"{fault_text(text)}{f' ({places[text]})' if places[text] else ''}" for text in texts]
    more = len(lines) - MAX_FEJL
    return "\n".join([*lines[:MAX_FEJL], *([f"Og {more} fejl mere."] if more > 0 else [])])


def _stopped(error: Exception) -> str:
    full = getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error)
    if isinstance(error, MemoryError):
        return "Serveren havde ikke hukommelse nok. Prøv med færre gentagelser, færre sager eller færre år."
    why = "Disken er fuld" if full else "Der skete en fejl i programmet"
    return f"{why}. Simuleringen er stoppet, og intet er gemt. Prøv igen, eller sig det til driften."
