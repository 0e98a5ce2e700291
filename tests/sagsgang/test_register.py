"""What domain apps tell the engine: each id once, and a check's answer survives being stored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from almen.sagsgang.register import Kontrol, Kontrolsvar, Register, Sagstype, Virkning

SRC = Path(__file__).resolve().parents[2] / "src"


def test_an_id_can_be_registered_once_only():
    register = Register()
    kontrol = Kontrol("areal", "Areal", lambda sag, dato: Kontrolsvar("areal", "ja", "Areal"))
    register.register_kontrol(kontrol)
    assert register.kontrol("areal") is kontrol
    with pytest.raises(ValueError, match="“areal” er allerede registreret"):
        register.register_kontrol(kontrol)
    register.unregister("areal")
    register.register_kontrol(kontrol)


def test_asking_for_an_unknown_id_names_it_and_what_there_is():
    register = Register()
    register.register_sagstype(Sagstype("nybyggeri", "Nybyggeri", "Nybyggerier", lambda sag: {}))
    with pytest.raises(KeyError, match="“renovering” er ikke registreret. Registrerede: nybyggeri"):
        register.sagstype("renovering")


def test_a_checks_answer_is_the_same_after_a_trip_through_json():
    svar = Kontrolsvar(
        "areal",
        "nej",
        "Areal",
        "Gennemsnittet er 52,1 m².",
        ({"parameter": "areal.ungdom"},),
        {"gennemsnit": "52.1"},
    )
    assert Kontrolsvar.from_dict(json.loads(json.dumps(svar.to_dict()))) == svar


def test_a_check_answers_yes_no_or_cannot_be_decided_and_nothing_else():
    with pytest.raises(ValueError, match="“måske” er ikke et svar"):
        Kontrolsvar("areal", "måske", "Areal")


def test_undoing_an_effect_that_leaves_nothing_is_allowed():
    done = []
    Virkning("v", "V", lambda *args: None).undo("sag", "beslutning", "bruger")
    Virkning("v", "V", lambda *args: None, lambda *args: done.append(args)).undo(
        "sag", "beslutning", "bruger"
    )
    assert done == [("sag", "beslutning", "bruger")]


def test_the_engine_works_in_a_bare_interpreter_without_django():
    code = (
        "import sys, almen.sagsgang, almen.sagsgang.vej, almen.sagsgang.tegning, almen.sagsgang.register\n"
        "from almen.sagsgang.profil import load_sagsgange_of\n"
        "assert load_sagsgange_of('koebenhavn')\n"
        "no = ('django', 'ninja', 'click')\n"
        "bad = [m for m in sys.modules if m.split('.')[0] in no or m == 'almen.regler']\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
