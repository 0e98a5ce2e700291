"""What can be done with users, roles, boligorganisationer and afdelinger; every act is announced for the journal."""

from __future__ import annotations

from almen.organisationer.services.afdelingsimport import (
    KOLONNER,
    ImportRaekke,
    import_afdelinger,
    read_afdelinger,
    template_csv,
)
from almen.organisationer.services.brugere import (
    create_bruger,
    edit_bruger,
    end_rolle,
    give_rolle,
    make_adgangslink,
    reset_mfa,
    reset_password,
    set_active,
)
from almen.organisationer.services.organisationer import (
    Optaelling,
    save_afdeling,
    save_boligorganisation,
    set_bestand,
)
from almen.organisationer.services.regneark import MAX_BYTES
from almen.organisationer.services.rettigheder import IkkeTilladt, OrganisationFejl
from almen.organisationer.services.tabelimport import Celle, Importfil

__all__ = [
    "KOLONNER",
    "MAX_BYTES",
    "Celle",
    "IkkeTilladt",
    "ImportRaekke",
    "Importfil",
    "Optaelling",
    "OrganisationFejl",
    "create_bruger",
    "edit_bruger",
    "end_rolle",
    "give_rolle",
    "import_afdelinger",
    "make_adgangslink",
    "read_afdelinger",
    "reset_mfa",
    "reset_password",
    "save_afdeling",
    "save_boligorganisation",
    "set_active",
    "set_bestand",
    "template_csv",
]
