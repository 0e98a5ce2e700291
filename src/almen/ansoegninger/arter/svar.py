"""The answer to a request: text and files, and no figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from almen.ansoegninger.arter.slags import Slags
from almen.ansoegninger.forms import SvarForm
from almen.ansoegninger.indhold import Indhold
from almen.ansoegninger.models import MAX_TEKST, Anmodning, Indsendelse
from almen.ansoegninger.trin import Blankettrin
from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.fejl import Fejl
from almen.sager.models import Sag
from almen.sager.services import locked_journal

if TYPE_CHECKING:
    from almen.ansoegninger.blanket import Blanket
    from almen.ansoegninger.inddata import Ansoegning


class Svar(Slags):
    """Taken in, it closes the request."""

    tekstnavn = "Svar"

    def trin(self, blanket: Blanket) -> Iterable[Blankettrin]:
        yield blanket.felttrin("svar", "Svar", SvarForm)

    def check_own(
        self,
        ansoegning: Ansoegning,
        felter: Mapping[str, Any],
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        return [] if ansoegning.tekst.strip() else [Fejl("tekst", f"skal være på 1 til {MAX_TEKST} tegn")]

    def take_in(self, bruger: Bruger, indsendelse: Indsendelse, ansoegning: Ansoegning) -> Sag:
        sag, anmodning = indsendelse.sag, indsendelse.anmodning_id
        assert sag is not None and anmodning is not None  # noqa: S101 - an answer has its request
        Anmodning.objects.filter(pk=anmodning).update(lukket=timezone.now())
        with locked_journal(sag, bruger) as journal:
            journal.append("svar", f"Svar fra {indsendelse.boligorganisation}: {ansoegning.tekst}")
        return sag

    def show(self, ansoegning: Ansoegning, boligorganisation: Boligorganisation, sag: Sag | None) -> Indhold:
        return Indhold()
