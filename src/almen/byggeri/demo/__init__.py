"""Demo data: published cases with their sources, and synthetic ones that are marked DEMO wherever they
show.
"""

from almen.byggeri.demo.indlaes import load_demo

__all__ = ["load_demo"]
