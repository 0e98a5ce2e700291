"""What the municipality does with a submission: takes it into the case, or returns it with reasons."""

from __future__ import annotations

from django.db import transaction

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Behandling, Bilagsart, Indsendelse, Udfald
from almen.ansoegninger.selectors.aabent import open_steps
from almen.ansoegninger.services.kladder import NOT_YOURS
from almen.ansoegninger.services.underretning import tell_sender
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import (
    Upload,
    attach_upload,
    locked_journal,
    record_beslutning,
    system_journal,
    whole_act,
)
from almen.sagsgang.definition import Trin

NO_RIGHT = "Kun sagsbehandlere og ledere kan behandle det, boligorganisationerne sender."


def receive(*, bruger: Bruger, indsendelse: Indsendelse) -> Sag:
    """Takes the submission into its case; one for a new project opens the case. Gives the case.

    Figures become a version of the Skema, answers facts of the project or renovation, files documents, and the step by which the
    boligorganisation has applied is recorded on the day of sending: all of it or nothing. Raises UgyldigtInput,
    BeslutningAfvist, IngenSagsgang, AdgangNaegtet.
    """
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    with whole_act():
        _require_waiting(indsendelse)
        ansoegning = Ansoegning.from_data(indsendelse.data)
        sag = ansoegning.slags.take_in(bruger, indsendelse, ansoegning)
        for fil in indsendelse.filer:
            attach_upload(
                bruger=bruger,
                sag=sag,
                titel=fil["titel"],
                art=Bilagsart(fil["art"]).label,
                upload=Upload(fil["filnavn"], fil["mimetype"], fil["stoerrelse"], fil["sha256"]),
            )
        _record_steps(bruger, sag, indsendelse, ansoegning)
        _settle(bruger, indsendelse, Udfald.MODTAGET, "", sag)
    tell_sender(indsendelse)
    return sag


def send_back(*, bruger: Bruger, indsendelse: Indsendelse, begrundelse: str) -> Behandling:
    """Returns the submission with reasons; the boligorganisation mends it and sends a new one. Raises UgyldigtInput."""
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    if not begrundelse.strip():
        raise UgyldigtInput([Fejl("begrundelse", "skal udfyldes: skriv, hvad der mangler eller skal rettes")])
    with whole_act():
        _require_waiting(indsendelse)
        done = _settle(bruger, indsendelse, Udfald.RETURNERET, begrundelse.strip(), indsendelse.sag)
    tell_sender(indsendelse)
    return done


def withdraw(*, bruger: Bruger, indsendelse: Indsendelse) -> Behandling:
    """The boligorganisation takes back what the municipality has not dealt with. Raises UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_apply(bruger, indsendelse.boligorganisation_id), NOT_YOURS)
    with whole_act():
        _require_waiting(indsendelse)
        return _settle(bruger, indsendelse, Udfald.TRUKKET, "", indsendelse.sag)


def _require_waiting(indsendelse: Indsendelse) -> None:
    """Under lock on the submission: it is dealt with once."""
    with transaction.atomic():
        Indsendelse.objects.select_for_update().get(pk=indsendelse.pk)
    done = Behandling.objects.filter(indsendelse=indsendelse).select_related("bruger").first()
    if done is not None:
        what = done.get_udfald_display().lower()
        raise UgyldigtInput([Fejl("", f"Indsendelsen er allerede behandlet af {done.bruger}: {what}")])


def _settle(
    bruger: Bruger, indsendelse: Indsendelse, udfald: Udfald, begrundelse: str, sag: Sag | None
) -> Behandling:
    done = Behandling.objects.create(
        indsendelse=indsendelse, udfald=udfald, begrundelse=begrundelse, sag=sag, bruger=bruger
    )
    text = f"{indsendelse.nummer} ({indsendelse.get_art_display()}): {udfald.label.lower()}"
    data = {"indsendelse": indsendelse.nummer, "udfald": str(udfald), "sha256": indsendelse.sha256}
    with locked_journal(sag, bruger) if sag is not None else system_journal(bruger) as journal:
        journal.append(
            "indsendelse_behandlet", f"{text}. {begrundelse}".strip(), {**data, "begrundelse": begrundelse}
        )
    indsendelse.behandling = done  # type: ignore[attr-defined]
    return done


def _record_steps(bruger: Bruger, sag: Sag, indsendelse: Indsendelse, ansoegning: Ansoegning) -> None:
    """The boligorganisation's own steps that this kind of application takes, in the route's order."""
    slags, taken = ansoegning.slags, set[str]()
    while slags.genstande and (step := _own_step(sag, slags.genstande, taken)) is not None:
        taken.add(step.id)
        day = slags.day_of_step(step, ansoegning, indsendelse.dag)
        record_beslutning(bruger=bruger, sag=sag, trin=step.id, dato=day, kilde=indsendelse.som_kilde)


def _own_step(sag: Sag, genstande: tuple[str, ...], taken: set[str]) -> Trin | None:
    """The boligorganisation's next open step about one of `genstande`, each once."""
    for trin in open_steps(load_forloeb(Sag.objects.get(pk=sag.pk))):
        if trin.id not in taken and not set(genstande).isdisjoint(trin.genstand):
            return trin
    return None
