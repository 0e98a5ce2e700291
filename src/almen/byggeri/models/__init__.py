"""New building: projects with their Skemaer, the municipality's grundkapital, guarantees and land loans."""

from almen.byggeri.models.garanti import Garanti, Garantiformaal, Garantiramme, Grundkoebslaan
from almen.byggeri.models.grundkapital import (
    Formaal,
    Grundkapitalpost,
    Grundkapitalramme,
    Postart,
    Rammeflytning,
    Sikkerhed,
)
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

__all__ = [
    "Bogstav",
    "BossinfType",
    "Formaal",
    "Garanti",
    "Garantiformaal",
    "Garantiramme",
    "Grundkapitalpost",
    "Grundkapitalramme",
    "Grundkoebslaan",
    "Postart",
    "Projekt",
    "Projektdel",
    "Rammeflytning",
    "Region",
    "Servicearealtal",
    "Sikkerhed",
    "Skema",
    "Skemadel",
]
