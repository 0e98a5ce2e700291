"""The house keeps its own rules: short files, arrows that point down, no figure or host where it does not belong."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "almen"
pytestmark = pytest.mark.kun_en_gang

PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in out.splitlines()]


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): n for path in PYTHON if (n := len(path.read_text().splitlines())) > 400
    }
    assert not long


def test_no_file_is_named_for_nothing():
    forbidden = {"utils", "helpers", "common", "manager", "managers", "misc"}
    assert not [path for path in PYTHON if path.stem in forbidden]


def test_floor_0_works_without_django():
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'ninja', 'click'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "import almen.regler, almen.sagsgang\n"
        "from almen.regler.laes import load_parametre\n"
        "from almen.sagsgang.profil import list_kommuner, load_sagsgange_of\n"
        "assert len(load_parametre()) > 20\n"
        "assert all(load_sagsgange_of(kommune) for kommune in list_kommuner())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": "src", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_public_function_of_services_and_rules_says_what_it_does():
    missing = []
    for path in PYTHON:
        relative = path.relative_to(SOURCE)
        if relative.parts[0] in ("regler", "sagsgang") or "services" in str(relative):
            tree = ast.parse(path.read_text())
            for node in tree.body:
                public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
                if public and ast.get_docstring(node) is None:
                    missing.append(f"{relative}:{node.lineno} {node.name}")
    assert not missing


def test_floor_0_never_asks_the_clock():
    asks = re.compile(r"\b(date\.today|datetime\.now|time\.time)\(")
    rooms = (SOURCE / "regler", SOURCE / "sagsgang")
    assert not [path for room in rooms for path in room.rglob("*.py") if asks.search(path.read_text())]


def test_no_template_has_inline_style_or_script():
    bad = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    assert not [str(path.relative_to(ROOT)) for path in TEMPLATES if bad.search(path.read_text())]


def test_no_template_loads_from_another_host():
    bad = re.compile(r"<(?:link|script|img|iframe)[^>]+(?:href|src)=[\"'](?:https?:)?//", re.IGNORECASE)
    assert not [str(path.relative_to(ROOT)) for path in TEMPLATES if bad.search(path.read_text())]


def test_no_template_or_python_file_types_in_a_statutory_rate():
    # The split of § 118 and § 118 a, the limits of § 109 and the months to Skema B live in parameters only.
    bad = re.compile(r"\b(88|84|91)\s*(?:pct|%)|\b115\s*m|\b15\s*måneder")
    found = []
    for path in [*TEMPLATES, *PYTHON]:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            code = line.split("#")[0]
            if bad.search(code) and '"""' not in line:
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not found


def test_howto_names_only_paths_that_exist():
    missing = []
    for page in (ROOT / "docs" / "howto").glob("*.md"):
        for path in re.findall(r"`((?:src|tests|docs)/[^`<]*?)`", page.read_text()):
            if not (ROOT / path).exists():
                missing.append(f"{page.name}: {path}")
    assert not missing


def test_nothing_committed_names_a_registry_or_a_place_on_one_machine():
    host = re.compile(
        r"https?://[a-z0-9.-]*(?:py" r"pi|pythonhosted|npm" r"js|deb" r"ian)\.[a-z.]+|/work/" r"main", re.I
    )
    found = []
    for path in tracked():
        if path.suffix in (".png", ".sqlite3") or not path.is_file():
            continue
        if host.search(path.read_text(errors="ignore")):
            found.append(str(path.relative_to(ROOT)))
    assert not found


def test_the_glossary_has_every_model_of_the_domain(settings):
    from django.apps import apps

    glossary = (ROOT / "docs" / "ordliste.md").read_text().lower()
    missing = []
    for config in apps.get_app_configs():
        if config.name.startswith("almen."):
            for model in config.get_models():
                if f"`{model.__name__.lower()}`" not in glossary:
                    missing.append(model._meta.label)
    assert not missing
