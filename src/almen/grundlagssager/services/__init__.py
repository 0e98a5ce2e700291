"""What can be done with changes of bases, analyses and members' proposals; the only place that writes them."""

from almen.grundlagssager.services.aendring import edit_grundlagsaendring, open_grundlagsaendring
from almen.grundlagssager.services.forslag import edit_analyse, open_analyse, save_forslag

__all__ = [
    "edit_analyse",
    "edit_grundlagsaendring",
    "open_analyse",
    "open_grundlagsaendring",
    "save_forslag",
]
