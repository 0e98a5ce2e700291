"""What the access table's addresses of framework agreements point at: one in force, a confidential renewal of it, and a placement."""

from __future__ import annotations

from tests.udlejning.aftaler import make_afdeling, make_aftale, step

from almen.sager.services import edit_sag
from almen.udlejning.services.aftaledele import Bilagsinput, save_bilag
from almen.udlejning.services.kriterier import Kriterieinput, save_kriterium
from almen.udlejning.services.placering import place_afdeling
from almen.udlejning.services.rammeaftale import start_renewal


def framework_names(officer, organisation) -> dict[str, object]:
    """Objects by the names that the table uses."""
    aftale = make_aftale(officer)
    bilag = save_bilag(bruger=officer, aftale=aftale, bilag=Bilagsinput(1, "andet", "Prøvebilag"))
    kriterium = save_kriterium(
        bruger=officer, aftale=aftale, kriterium=Kriterieinput("Prøvekriterium", "Krav")
    )
    renewal = start_renewal(bruger=officer, aftale=aftale)
    edit_sag(bruger=officer, sag=renewal.sag, titel=renewal.sag.titel, fortrolighed="fortrolig")
    afdeling = make_afdeling(organisation, "71")
    placering = place_afdeling(
        bruger=officer,
        afdeling=afdeling,
        trin=step(aftale),
        fra=aftale.gyldig_fra,
        begrundelse="",
        kilde="Prøve",
        sikkerhed="sikker",
    )
    return {
        "rammeaftale": aftale.pk,
        "fortrolig_rammeaftale": renewal.pk,
        "aftalebilag": bilag.pk,
        "aftalekriterium": kriterium.pk,
        "trappetrin": step(aftale).pk,
        "placeret": afdeling.nummer,
        "placering": placering.pk,
    }
