"""What can be done with projects, figures, frames, guarantees and land loans; the only place that writes."""

from almen.byggeri.services.garanti import register_garanti, register_grundkoebslaan
from almen.byggeri.services.grundkapital import register_udbetaling, set_ramme
from almen.byggeri.services.inddata import DelInput, ServicearealInput
from almen.byggeri.services.placering import KOORDINATER
from almen.byggeri.services.projekt import PROJEKTFELTER, check_felter, edit_projekt, open_nybyggeri
from almen.byggeri.services.rammeflytning import move_ramme
from almen.byggeri.services.renovering import (
    RenoveringsskemaInput,
    check_renoveringsfelter,
    check_tal,
    edit_renovering,
    open_renovering,
    save_renoveringsskema,
)
from almen.byggeri.services.reservation import move_reservation
from almen.byggeri.services.skema import save_skema

__all__ = [
    "KOORDINATER",
    "PROJEKTFELTER",
    "DelInput",
    "RenoveringsskemaInput",
    "ServicearealInput",
    "check_felter",
    "check_renoveringsfelter",
    "check_tal",
    "edit_projekt",
    "edit_renovering",
    "move_ramme",
    "move_reservation",
    "open_nybyggeri",
    "open_renovering",
    "register_garanti",
    "register_grundkoebslaan",
    "register_udbetaling",
    "save_renoveringsskema",
    "save_skema",
    "set_ramme",
]
