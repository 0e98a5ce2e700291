"""A simulation as a paper: question, assumptions, calibration, results, caveats and sources; the same simulation, the same bytes."""

from __future__ import annotations

import pytest
from tests.analyseverden import KALIBRERING, finished

from almen.analyse.breve import FORBEHOLD, compose_simulering
from almen.papirer import build_papir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn")]


def test_it_says_the_question_the_assumptions_the_calibration_the_results_and_what_it_cannot_say(
    sagsbehandler,
):
    papir = compose_simulering(finished(sagsbehandler))
    headings = [item.overskrift for item in papir.afsnit]
    assert headings == [
        "Spørgsmålet",
        "Forudsætninger",
        "Kalibrering",
        "Forskellen mellem forløbene",
        "Sager i simuleringen",
        "Hele sagen",
        "Kø hos aktørerne",
        "Færdige boliger",
        "Forbehold",
        "Hvad trinenes varighed hviler på",
    ]
    said = " ".join(item.tekst for item in papir.tekster)
    assert "Hvor meget af ventetiden skyldes møderne?" in said
    assert "Hele sagen: “Hver uge” mod “Hver måned”: sparer 34 dage (21–47)." in said
    assert "398 (386–410)" in said and "Sager om året: 12, som i de seneste fem år" in said
    assert FORBEHOLD[0] in said and not papir.maerke


def test_every_figure_names_its_source(sagsbehandler):
    papir = compose_simulering(finished(sagsbehandler))
    for afsnit in papir.afsnit:
        if afsnit.overskrift == "Forbehold":
            continue
        for tabel in afsnit.tabeller:
            assert all(raekke.kilder for raekke in tabel.raekker), tabel.titel
        assert all(punkt.kilder for punkt in afsnit.punkter)
    sources = " ".join(kilde.linje for kilde in papir.kilder)
    assert "frø 1, 20 gentagelser" in sources and "som de stod den 20. november 2026" in sources
    assert "Sagsgang nybyggeri 2024-2" in sources


def test_one_whose_calibration_does_not_hold_and_one_of_demo_data_are_marked(sagsbehandler):
    row = finished(sagsbehandler, kalibrering={**KALIBRERING, "holder": False}, demo=True)
    papir = compose_simulering(row)
    assert papir.maerke.startswith("DEMO") and "kalibreringen holder ikke" in papir.maerke
    assert "læses med forbehold" in " ".join(item.tekst for item in papir.tekster)


@pytest.mark.parametrize(("endelse", "begynder"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_same_simulation_gives_the_same_bytes(sagsbehandler, endelse, begynder):
    row = finished(sagsbehandler)
    first, second = (build_papir(compose_simulering(row), "koebenhavn", endelse) for _ in range(2))
    assert first == second and first.startswith(begynder)


def test_names_that_somebody_typed_are_written_and_never_run(sagsbehandler):
    row = finished(sagsbehandler, "{{ 7*7 }} #emph[x] <b>")
    assert b"%PDF" in build_papir(compose_simulering(row), "koebenhavn", "pdf")
    assert compose_simulering(row).titel == "{{ 7*7 }} #emph[x] <b>"
