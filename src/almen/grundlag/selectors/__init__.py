"""What can be asked: what is in force, how it came to be, and every parameter with its history."""

from almen.grundlag.selectors.ikraft import (
    IngenSagsgang,
    current_parametre,
    forget_cached,
    grundlagsversion_on,
    sagsgang_of,
    sagsgangsversion_on,
    sagstyper_on,
    unusable_lokale,
    valid_lokale,
)

__all__ = [
    "IngenSagsgang",
    "current_parametre",
    "forget_cached",
    "grundlagsversion_on",
    "sagsgang_of",
    "sagsgangsversion_on",
    "sagstyper_on",
    "unusable_lokale",
    "valid_lokale",
]
