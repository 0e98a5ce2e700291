"""Templates of papers: an administrator adds one, puts one in use or goes back. Each act stands in the system's journal."""

from __future__ import annotations

from django.conf import settings

from almen.organisationer.models import Bruger
from almen.papirer import arter, services
from almen.papirer.models import Format, Skabelon, Skabelonvalg
from almen.papirer.proeve import render_sample
from almen.papirer.skabelon import Uploadet
from almen.sager import adgang
from almen.sager.services.journal import system_journal
from almen.sager.services.transaktion import whole_act

NO_RIGHT = "Kun en administrator skifter papirernes skabeloner."


def upload_skabelon(
    *, bruger: Bruger, art: str, filnavn: str, indhold: bytes, bemaerkning: str = ""
) -> Skabelon:
    """Keeps a template that has been tried with sample data; it is not in use yet. Raises SkabelonFejl or AdgangNaegtet."""
    adgang.require(adgang.may_administrate(bruger), NO_RIGHT)
    proevet = services.check_skabelon(art, filnavn, indhold)
    with whole_act():
        skabelon = services.add_skabelon(bruger=bruger, proevet=proevet, bemaerkning=bemaerkning)
        with system_journal(bruger) as journal:
            journal.append(
                "skabelon",
                f"Skabelon lagt ind: {_name(art, skabelon.format)}, version {skabelon.version} ({skabelon.filnavn})",
                {
                    "art": art,
                    "format": skabelon.format,
                    "version": skabelon.version,
                    "sha256": skabelon.sha256,
                },
            )
    return skabelon


def activate_skabelon(
    *, bruger: Bruger, art: str, endelse: str, skabelon: Skabelon | None
) -> Skabelonvalg | None:
    """Puts a template in use from now on; None: the one that ships. Gives None if it already is. Raises AdgangNaegtet."""
    adgang.require(adgang.may_administrate(bruger), NO_RIGHT)
    with whole_act():
        valg = services.use_skabelon(
            bruger=bruger, kommune=settings.ALMEN_KOMMUNE, art=art, endelse=endelse, skabelon=skabelon
        )
        if valg is None:
            return None
        which = f"version {skabelon.version} ({skabelon.filnavn})" if skabelon else "den medfølgende"
        with system_journal(bruger) as journal:
            journal.append(
                "skabelon_i_brug",
                f"Skabelon i brug: {_name(art, endelse)}, {which}",
                {
                    "art": art,
                    "format": endelse,
                    "version": skabelon.version if skabelon else None,
                    "sha256": skabelon.sha256 if skabelon else "",
                },
            )
    return valg


def sample_of(*, bruger: Bruger, skabelon: Skabelon) -> bytes:
    """The sample paper as the template makes it: a Word file or a PDF. Raises SkabelonFejl or AdgangNaegtet."""
    adgang.require(adgang.may_administrate(bruger), NO_RIGHT)
    return render_sample(Uploadet(skabelon.filnavn, bytes(skabelon.indhold)), skabelon.format)


def _name(art: str, endelse: str) -> str:
    return f"{arter().get(art, art)} ({Format(endelse).label})"
