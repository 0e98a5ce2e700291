"""What can be done with projects, figures, frames, guarantees and land loans; the only place that writes."""

from almen.byggeri.services.garanti import register_garanti, register_grundkoebslaan
from almen.byggeri.services.grundkapital import register_udbetaling, set_ramme
from almen.byggeri.services.inddata import DelInput, ServicearealInput
from almen.byggeri.services.projekt import PROJEKTFELTER, edit_projekt, open_nybyggeri
from almen.byggeri.services.rammeflytning import move_ramme
from almen.byggeri.services.skema import save_skema

__all__ = [
    "PROJEKTFELTER",
    "DelInput",
    "ServicearealInput",
    "edit_projekt",
    "move_ramme",
    "open_nybyggeri",
    "register_garanti",
    "register_grundkoebslaan",
    "register_udbetaling",
    "save_skema",
    "set_ramme",
]
