"""What can be done with users, roles, boligorganisationer and afdelinger; every act is announced for the journal."""

from __future__ import annotations

from almen.organisationer.services.afdelingsimport import Afdelingsimport
from almen.organisationer.services.brugere import (
    command_line_user,
    create_bruger,
    edit_bruger,
    end_rolle,
    give_rolle,
    make_adgangslink,
    reset_mfa,
    reset_password,
    set_active,
)
from almen.organisationer.services.importering import (
    discard_import,
    restart_import,
    save_import,
    start_import,
    undo_import,
)
from almen.organisationer.services.importkoersel import interrupted
from almen.organisationer.services.organisationer import (
    Optaelling,
    save_afdeling,
    save_boligorganisation,
    set_bestand,
)
from almen.organisationer.services.rettigheder import IkkeTilladt, OrganisationFejl

__all__ = [
    "Afdelingsimport",
    "IkkeTilladt",
    "Optaelling",
    "OrganisationFejl",
    "command_line_user",
    "create_bruger",
    "discard_import",
    "edit_bruger",
    "end_rolle",
    "give_rolle",
    "interrupted",
    "make_adgangslink",
    "reset_mfa",
    "reset_password",
    "restart_import",
    "save_afdeling",
    "save_boligorganisation",
    "save_import",
    "set_active",
    "set_bestand",
    "start_import",
    "undo_import",
]
