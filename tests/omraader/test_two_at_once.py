"""Two people at the same moment: a figure is registered once, and readings stand in one line of succession."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.omraader.aflaesninger import liste, make_omraade
from tests.samtidig import at_once

from almen.omraader.models import Noegletal, Omraadestand
from almen.omraader.selectors.tal import history_of
from almen.omraader.services import Noegletalinput, Omraadeinput, create_omraade, register_noegletal
from almen.omraader.services.stand import find_afvigelser
from almen.sager.services import verify_journal

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_enter_the_same_figure_enter_it_once_and_replace_it_in_line(leder, sagsbehandler):
    omraade = make_omraade(sagsbehandler)

    def put(bruger, vaerdi, **more):
        tal = Noegletalinput(omraade.pk, liste(2024), "beboere", Decimal(vaerdi), "Liste", "sikker")
        return register_noegletal(bruger=bruger, tal=tal, **more)

    refused = at_once(lambda: put(leder, "1100"), lambda: put(sagsbehandler, "1200"))
    assert [error.fejl[0].felt for error in refused] == ["begrundelse"]
    first = Noegletal.objects.get()
    # Both saw the first reading; the one who comes second is told, and replaces nothing unseen.
    refused = at_once(
        lambda: put(leder, "1300", begrundelse="Leder", erstatter=first),
        lambda: put(sagsbehandler, "1400", begrundelse="Karen", erstatter=first),
    )
    assert ["i mellemtiden" in str(error) for error in refused] == [True]
    newest, oldest = history_of(first)
    assert newest.erstatter == oldest == first and Noegletal.objects.gaeldende().get() == newest
    assert Omraadestand.objects.get().tal == {"beboere": str(newest.tal)}
    assert list(find_afvigelser()) == [] == verify_journal()


def test_two_who_register_the_same_area_register_it_once(leder, sagsbehandler):
    refused = at_once(
        *(
            lambda b=b: create_omraade(bruger=b, omraade=Omraadeinput("Tingbjerg"))
            for b in (leder, sagsbehandler)
        )
    )
    assert ["findes allerede" in str(error) for error in refused] == [True]
