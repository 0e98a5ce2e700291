"""New building and renovation: projects with their Skemaer, the municipality's grundkapital, guarantees and land loans."""

from almen.byggeri.models.byggesag import Byggesag
from almen.byggeri.models.garanti import Garanti, Garantiformaal, Garantiramme, Grundkoebslaan
from almen.byggeri.models.grundkapital import (
    Formaal,
    Grundkapitalpost,
    Grundkapitalramme,
    Postart,
    Rammeflytning,
    Sikkerhed,
)
from almen.byggeri.models.lokalplan import Lokalplan, Lokalplanprojekt
from almen.byggeri.models.projekt import (
    Bogstav,
    BossinfType,
    Projekt,
    Projektdel,
    Region,
    Servicearealtal,
    Skema,
    Skemadel,
)
from almen.byggeri.models.renovering import Genhusning, Problemtype, Renovering, Renoveringsskema

__all__ = [
    "Bogstav",
    "BossinfType",
    "Byggesag",
    "Formaal",
    "Garanti",
    "Garantiformaal",
    "Garantiramme",
    "Genhusning",
    "Grundkapitalpost",
    "Grundkapitalramme",
    "Grundkoebslaan",
    "Lokalplan",
    "Lokalplanprojekt",
    "Postart",
    "Problemtype",
    "Projekt",
    "Projektdel",
    "Rammeflytning",
    "Region",
    "Renovering",
    "Renoveringsskema",
    "Servicearealtal",
    "Sikkerhed",
    "Skema",
    "Skemadel",
]
