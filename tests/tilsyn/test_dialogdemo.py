"""The demo's dialogues stand at every stage, all marked, and the year wheel finds them."""

from __future__ import annotations

import pytest

from almen.aarshjul.demo import load_linked
from almen.aarshjul.models import Aarshjulsopgave
from almen.organisationer.models import Boligorganisation
from almen.sager.models import Sag
from almen.sager.services import verify_journal
from almen.tilsyn.demo_dialog import load_demo
from almen.tilsyn.models import Dialogaftale, Redegoerelse, Styringsdialog
from almen.tilsyn.selectors.dialog import left_open

pytestmark = pytest.mark.kun_en_gang


def test_the_demo_shows_dialogues_at_every_stage(sagsgange, sagsbehandler, i_november_2026):
    for number, navn in enumerate(("fsb", "Bo-Vita")):
        Boligorganisation.objects.create(navn=navn, kortnavn=navn, lbf_nummer=f"99{number:02}", demo=True)
    load_demo(sagsbehandler)
    load_demo(sagsbehandler)
    assert Styringsdialog.objects.count() == 9 and Redegoerelse.objects.count() == 8
    assert not Sag.objects.filter(demo=False).exists()
    assert all("DEMO" in sag.titel for sag in Sag.objects.all())
    assert set(Dialogaftale.objects.values_list("status", flat=True)) == {
        "aaben",
        "opfyldt",
        "bortfaldet",
        "viderefoert",
    }
    for dialog in Styringsdialog.objects.exclude(punkter=None):
        assert left_open(dialog) == ([], [])
    load_linked(sagsbehandler)
    linked = Aarshjulsopgave.objects.filter(punkt="styringsdialog")
    assert linked.count() == 4 and Styringsdialog.objects.count() == 9
    assert verify_journal() == []
