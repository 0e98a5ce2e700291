"""Sending in: what was applied for becomes a submission that nobody can alter, with the checks as they stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from almen.ansoegninger.arter import openings, slags_of
from almen.ansoegninger.inddata import Ansoegning, check_ansoegning
from almen.ansoegninger.models import Anmodning, Art, Fil, Indsendelse, Kanal, Kladde
from almen.ansoegninger.selectors.aabent import can_apply
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.services.kladder import NOT_YOURS
from almen.ansoegninger.services.underretning import tell_officer
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, system_journal, whole_act
from almen.sager.services.journal import Journal

_FILFELTER = ("titel", "art", "filnavn", "mimetype", "stoerrelse", "sha256")


def send_kladde(*, bruger: Bruger, kladde: Kladde, ansoegning: Ansoegning) -> Indsendelse:
    """Sends the draft as `ansoegning` (what its steps were read as) with its files; the draft is gone afterwards.

    Raises UgyldigtInput with every fault, AdgangNaegtet; then the draft is as it was.
    """
    with whole_act():
        # Two colleagues who press at once: the second finds no draft any more.
        if not Kladde.objects.select_for_update().filter(pk=kladde.pk).exists():
            raise UgyldigtInput([Fejl("", "Ansøgningen er allerede sendt eller slettet")])
        indsendelse = send_in(
            bruger=bruger,
            boligorganisation=kladde.boligorganisation,
            ansoegning=ansoegning,
            filer=kladde.filer.all(),
            sag=kladde.sag,
            anmodning=kladde.anmodning,
            erstatter=kladde.erstatter,
            indtastet=kladde.data,
            kanal=Kanal.PORTAL,
        )
        kladde.delete()
    return indsendelse


def send_in(
    *,
    bruger: Bruger,
    boligorganisation: Boligorganisation,
    ansoegning: Ansoegning,
    filer: Iterable[Fil] = (),
    sag: Sag | None = None,
    anmodning: Anmodning | None = None,
    erstatter: Indsendelse | None = None,
    indtastet: Mapping[str, Any] | None = None,
    kanal: str = Kanal.API,
) -> Indsendelse:
    """Makes the submission and journals it: in the case where there is one, else in the system's journal.

    Raises UgyldigtInput with every fault (also when the case does not ask for this now), AdgangNaegtet.
    """
    adgang.require(adgang.may_apply(bruger, boligorganisation.pk), NOT_YOURS)
    check_ansoegning(ansoegning, current_parametre(), boligorganisation, sag)
    attached = list(filer)
    now = timezone.now()
    with _journal(bruger, sag) as journal:
        _require_wanted(ansoegning.art, boligorganisation, sag, anmodning)
        svar = try_ansoegning(ansoegning, sag, timezone.localdate())
        indsendelse = Indsendelse(
            art=ansoegning.art,
            kanal=kanal,
            boligorganisation=boligorganisation,
            sag=sag,
            anmodning=anmodning,
            erstatter=erstatter,
            titel=_title(ansoegning, sag),
            data=ansoegning.to_data(),
            indtastet=dict(indtastet or {}),
            filer=[
                {"noegle": str(fil.noegle), **{navn: getattr(fil, navn) for navn in _FILFELTER}}
                for fil in attached
            ],
            kontroller=[item.to_dict() for item in svar],
            indsendt=now,
            indsendt_af=bruger,
        )
        indsendelse.sha256 = fingerprint(indsendelse)
        indsendelse.save(force_insert=True)
        journal.append(
            "indsendelse",
            f"{indsendelse.get_art_display()} modtaget fra {boligorganisation} ({indsendelse.nummer}).",
            {
                "indsendelse": indsendelse.nummer,
                "art": str(indsendelse.art),
                "kanal": str(kanal),
                "boligorganisation": boligorganisation.lbf_nummer,
                "sha256": indsendelse.sha256,
                "filer": [fil["sha256"] for fil in indsendelse.filer],
            },
        )
        Fil.objects.filter(pk__in=[fil.pk for fil in attached]).delete()
    tell_officer(indsendelse)
    return indsendelse


def fingerprint(indsendelse: Indsendelse) -> str:
    """SHA-256 over what was sent, by whom and when, as canonical JSON; the journal holds the same."""
    content = {
        "art": str(indsendelse.art),
        "boligorganisation": indsendelse.boligorganisation_id,
        "sag": indsendelse.sag_id,
        "anmodning": indsendelse.anmodning_id,
        "data": indsendelse.data,
        "filer": indsendelse.filer,
        "kontroller": indsendelse.kontroller,
        "indsendt": indsendelse.indsendt.astimezone(timezone.get_default_timezone()).isoformat(
            timespec="microseconds"
        ),
        "indsendt_af": indsendelse.indsendt_af_id,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def _journal(bruger: Bruger, sag: Sag | None) -> Iterator[Journal]:
    """The chain that the act belongs to, under lock."""
    with locked_journal(sag, bruger) if sag is not None else system_journal(bruger) as journal:
        yield journal


def _require_wanted(
    art: str, organisation: Boligorganisation, sag: Sag | None, anmodning: Anmodning | None
) -> None:
    """Under the case's lock: what is sent must be asked for, and not wait already."""
    if sag is None:
        if not slags_of(art).aabner:
            raise UgyldigtInput([Fejl("sag", f"skal angives; uden sag kan sendes: {openings()}")])
        return
    if sag.boligorganisation_id != organisation.pk:
        raise UgyldigtInput([Fejl("sag", "hører til en anden boligorganisation")])
    if art == Art.SVAR:
        current = Anmodning.objects.filter(pk=anmodning.pk, sag=sag).first() if anmodning else None
        if current is None or current.lukket is not None:
            raise UgyldigtInput([Fejl("anmodning", "er lukket eller findes ikke i sagen")])
        if Indsendelse.objects.filter(anmodning=current, behandling__isnull=True).exists():
            raise UgyldigtInput([Fejl("anmodning", "er besvaret; svaret er endnu ikke behandlet")])
    elif not can_apply(sag, art):
        raise UgyldigtInput(
            [
                Fejl(
                    "art",
                    f"{Art(art).label} kan ikke sendes nu: sagens forløb venter ikke på den, eller en er allerede sendt",
                )
            ]
        )


def _title(ansoegning: Ansoegning, sag: Sag | None) -> str:
    return ansoegning.titel.strip() or (sag.titel if sag else Art(ansoegning.art).label)
