"""What happens: cases, decisions, journal, documents, deadlines, and what of it is public."""

from almen.sager.models.frist import (
    Frist,
    Fristart,
    Rykker,
    Rykkergrund,
)
from almen.sager.models.offentlighed import (
    Offentliggoerelse,
)
from almen.sager.models.sag import (
    AF_SIG_SELV,
    UDEN_RESULTAT,
    Beslutning,
    Dokument,
    Dokumentversion,
    Fortrolighed,
    Fritnummer,
    Journalkaede,
    Journalpost,
    Sag,
    Sagsdeltager,
    Sagsnummer,
    Sagsoverblik,
    Ventetrin,
)

__all__ = [
    "AF_SIG_SELV",
    "UDEN_RESULTAT",
    "Beslutning",
    "Dokument",
    "Dokumentversion",
    "Fortrolighed",
    "Frist",
    "Fristart",
    "Fritnummer",
    "Journalkaede",
    "Journalpost",
    "Offentliggoerelse",
    "Rykker",
    "Rykkergrund",
    "Sag",
    "Sagsdeltager",
    "Sagsnummer",
    "Sagsoverblik",
    "Ventetrin",
]
