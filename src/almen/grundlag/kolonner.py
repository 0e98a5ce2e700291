"""The columns of the parameters' export: a line for each row in force."""

from __future__ import annotations

from almen.ui.kolonner import Kolonne

PARAMETER_KOLONNER = [
    Kolonne("emne", "Emne", "parameter.emne"),
    Kolonne("id", "Id", "parameter.id", beskrivelse="Parameterens faste navn i programmet"),
    Kolonne("navn", "Navn", "parameter.navn"),
    Kolonne(
        "betingelse", "Betingelse", "raekke.naar_tekst", beskrivelse="Hvad sagen skal være for at få værdien"
    ),
    Kolonne("vaerdi", "Værdi", lambda row: row.parameter.format_vaerdi(row.raekke.vaerdi)),
    Kolonne("fra", "Gælder fra", "raekke.fra", "dato"),
    Kolonne("til", "Gælder til", "raekke.til", "dato", beskrivelse="Tom: ingen slutdato kendt"),
    Kolonne("hjemmel", "Hjemmel", "raekke.hjemmel"),
    Kolonne("kilde", "Kilde", "raekke.kilde"),
    Kolonne(
        "sikkerhed", "Sikkerhed", "raekke.sikkerhed.value", beskrivelse="Sikker, sandsynlig eller uafklaret"
    ),
    Kolonne("status", "Status", "raekke.status.value"),
    Kolonne("lokal", "Lokal", "raekke.lokal", "ja_nej", beskrivelse="Tilføjet af kommunen"),
    Kolonne("gennemgaaet", "Gennemgået", "parameter.gennemgaaet", "dato"),
    Kolonne("note", "Note", lambda row: " ".join(filter(None, (row.raekke.forbehold, row.raekke.note)))),
]
