"""Statistics for pages: computed by a process of its own and kept by what was asked, so that a web process stays small.

A page hands over all its jobs at once; starting the library takes more than a second, computing next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache

log = logging.getLogger(__name__)
TIMEOUT_SECONDS = 60
KEEP_SECONDS = 30 * 86400
Regn = Callable[
    [Sequence[Mapping[str, Any]]], list[dict[str, Any]]
]  # answers jobs: `answers_to`, or `compute` itself
HERE = Path(__file__).resolve().parent


class KanIkkeRegnes(Exception):
    """The statistics program did not answer; the page says so and shows what needs no statistics."""


def answers_to(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answer to each job of `regneprogram`, from the cache where it was asked before. Raises KanIkkeRegnes."""
    texts = [json.dumps(job, sort_keys=True) for job in jobs]
    keys = [f"regning:{hashlib.sha256(f'{_look()}{text}'.encode()).hexdigest()}" for text in texts]
    known = cache.get_many(set(keys))
    if missing := {key: json.loads(text) for key, text in zip(keys, texts, strict=True) if key not in known}:
        found = dict(zip(missing, _run(list(missing.values())), strict=True))
        cache.set_many(found, KEEP_SECONDS)
        known |= found
    return [known[key] for key in keys]


def _run(jobs: list[Any]) -> list[dict[str, Any]]:
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1]), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # a fixed command; the jobs go through standard input
            [sys.executable, "-m", "almen.analyse.regneprogram"],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.error("Statistikken kunne ikke beregnes: %s", getattr(error, "stderr", "") or error)
        raise KanIkkeRegnes from None
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


@lru_cache(maxsize=1)
def _look() -> str:
    """Fingerprint of the program: answers of an older one are not found any more."""
    return hashlib.sha256((HERE / "regneprogram.py").read_bytes()).hexdigest()
