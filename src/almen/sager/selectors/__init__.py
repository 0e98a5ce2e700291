"""What can be asked about cases."""

from almen.sager.selectors.forloeb import Forloeb, load_forloeb

__all__ = ["Forloeb", "load_forloeb"]
