"""Statistics for pages come from a process of their own, are asked once, and a web process carries no statistics library.

(openpyxl brings numpy along where it is installed; that is the smallest of them.)
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from almen.analyse import regning
from almen.analyse.regneprogram import compute

JOBS = [
    {"art": "overlevelse", "tider": [[3, 1, 4], [9, 0, 2], [20, 1, 3]], "maal": [5]},
    {"art": "overlevelse", "tider": [[1, 1, 1]], "maal": []},
]
RUN = regning._run  # taken before the tests put the program in its place
pytestmark = pytest.mark.kun_en_gang


@pytest.fixture
def _forgotten():
    from django.core.cache import cache

    cache.clear()


def test_the_process_answers_as_the_program_does():
    assert RUN(JOBS) == compute(JOBS)


@pytest.mark.usefixtures("_forgotten")
def test_what_was_asked_before_is_not_computed_again(monkeypatch):
    asked = []
    monkeypatch.setattr(regning, "_run", lambda jobs: asked.append(len(jobs)) or compute(jobs))
    first = regning.answers_to(JOBS)
    assert regning.answers_to([JOBS[1], JOBS[0], JOBS[1]]) == [first[1], first[0], first[1]]
    assert asked == [2]


def test_a_program_that_fails_is_told_and_not_kept(monkeypatch):
    monkeypatch.setattr(regning, "_run", RUN)
    with pytest.raises(regning.KanIkkeRegnes):
        regning.answers_to([{"art": "overlevelse", "tider": "vrøvl"}])


def test_no_view_carries_a_statistics_library():
    code = (
        "import django; django.setup(); import almen.konfiguration.urls, sys;"
        "print([m for m in ('scipy', 'pandas', 'statsmodels', 'simpy', 'pm4py') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
