"""What can be asked about building projects, frames, guarantees and land loans."""

from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, forget_projektdata, projektdata_of

__all__ = ["Projektdata", "Skemadata", "forget_projektdata", "projektdata_of"]
