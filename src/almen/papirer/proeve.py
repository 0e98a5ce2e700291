"""A template tried before it is used: in a process of its own, without the system's data, with little memory and time.

Run as a module it reads the template on standard input and writes the paper, or the fault, on standard output.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from almen.papirer.papir import UDFYLDES, Afsender, Afsnit, Kilde, Papir, Raekke, Tabel, Tekst
from almen.papirer.skabelon import FELTER, SkabelonFejl, Uploadet
from almen.papirer.tegning import Tegning
from almen.regler.dansk import join_med

SECONDS = 20
MAX_MEMORY = 1024 * 1024 * 1024
MAX_FILE = 1024 * 1024  # a temporary folder wants to write a few bytes
MAX_UNPACKED = 50 * 1024 * 1024
_KILDE = Kilde("Garantiregistret, sag 2026-00012", "almenboligloven § 127")
_TEGNING = Tegning(
    "Vejen",
    "En prøve: et trin.",
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><circle cx="20" cy="30" r="9" fill="#0a4d9c"/></svg>',
)
_OK, _FAULT = b"OK\n", b"FEJL\n"
# Fields without which a paper would lack what it says.
_NEEDED = ("titel", "afsnit", "kilder")


def sample_papir(art: str = "brev", *, knap: bool = False) -> Papir:
    """A paper with everything that a paper can have; `knap`: with as little as one may have."""
    if knap:
        return Papir(
            art=art,
            titel="Prøve",
            dato=dt.date(2026, 1, 1),
            afsender=Afsender("Prøve Kommune", "Forvaltningen"),
            modtager=("Til udvalget",),
            henvisninger=(),
            afsnit=(Afsnit("", (Tekst("Et kort papir."),)),),
            underskrift=(),
        )
    amounts = Tabel(
        "Garanti",
        ("Post", "Andel", "Beløb"),
        (
            Raekke(("Garanti, brutto", "55,82 %", "58.900.000 kr."), (_KILDE,)),
            Raekke(("Netto", "", UDFYLDES), (_KILDE,), er_sum=True),
        ),
    )
    words = Tabel(
        "Oplysninger", ("Oplysning", "Ansøgt"), (Raekke(("Formål", UDFYLDES), (_KILDE,)),), tal=False
    )
    return Papir(
        art=art,
        titel="Prøve: garanti for lån til Boligselskabet Prøven",
        dato=dt.date(2026, 11, 25),
        afsender=Afsender("Prøve Kommune", "Forvaltningen", "Karen Sagsbehandler"),
        modtager=("Boligselskabet Prøven", f"Prøvevej 1 {UDFYLDES}"),
        henvisninger=(("Sagsnummer", "2026-00012"), ("Møde", "26. november 2026")),
        afsnit=(
            Afsnit("", (Tekst("Papiret er en prøve med opdigtede oplysninger."),)),
            Afsnit(
                "Indstilling",
                (Tekst("Forvaltningen indstiller, at udvalget godkender,"),),
                (
                    Tekst(
                        "at der stilles garanti for 58.900.000 kr.",
                        (_KILDE,),
                        (Tekst("for lånet til boliger", (_KILDE,)), Tekst(UDFYLDES)),
                    ),
                    Tekst(f"at {UDFYLDES}."),
                ),
            ),
            Afsnit("Økonomi", tabeller=(amounts, words), niveau=2, tegninger=(_TEGNING,)),
        ),
        underskrift=(UDFYLDES, "Forvaltningen"),
        maerke="PRØVE",
    )


def try_skabelon(skabelon: Uploadet, endelse: str) -> str:
    """Makes both sample papers with the template. Gives what is to be told of it; raises SkabelonFejl.

    The check is the same code as when a paper is written, in a process that an endless template cannot hold up.
    """
    render_sample(skabelon, endelse, knap=True)
    render_sample(skabelon, endelse)
    missing = [felt for felt in _NEEDED if not re.search(rf"\b{felt}\b", _words(skabelon, endelse))]
    if not missing:
        return ""
    return f"Skabelonen viser ikke {join_med([f'“{felt}”' for felt in missing])}: {join_med([FELTER[f] for f in missing])}."


def render_sample(skabelon: Uploadet, endelse: str, *, knap: bool = False) -> bytes:
    """The sample paper as Word or PDF, made with the template apart from the system. Raises SkabelonFejl."""
    if endelse == "docx":
        _refuse_dangerous(skabelon)
    with tempfile.TemporaryDirectory(prefix="almen-skabelon-") as folder:
        try:
            done = subprocess.run(  # noqa: S603 - our own module; the template goes through standard input
                [sys.executable, "-m", "almen.papirer.proeve", endelse, skabelon.navn, str(int(knap))],
                input=skabelon.indhold,
                capture_output=True,
                timeout=SECONDS,
                cwd=folder,
                # Nothing of the system's settings: no address of a database, no secret.
                env={
                    "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
                    "PATH": os.defpath,
                    "LANG": "C.UTF-8",
                    "PYTHONDONTWRITEBYTECODE": "1",
                },
            )
        except subprocess.TimeoutExpired:
            raise SkabelonFejl(skabelon, f"blev ikke færdig på {SECONDS} sekunder.") from None
    if done.stdout.startswith(_OK):
        return done.stdout.removeprefix(_OK)
    if done.stdout.startswith(_FAULT):
        raise SkabelonFejl(skabelon, done.stdout.removeprefix(_FAULT).decode("utf-8", "replace"))
    raise SkabelonFejl(skabelon, "bruger for meget hukommelse eller for lang tid.")


def _words(skabelon: Uploadet, endelse: str) -> str:
    if endelse == "typ":
        return skabelon.indhold.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(skabelon.indhold)) as file:
        return " ".join(
            file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith(".xml")
        )


def _refuse_dangerous(skabelon: Uploadet) -> None:
    """No macros, nothing embedded or fetched from elsewhere, nothing that unpacks to more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(skabelon.indhold)) as file:
            if sum(item.file_size for item in file.infolist()) > MAX_UNPACKED:
                raise SkabelonFejl(skabelon, "fylder for meget, når den pakkes ud.")
            for name in file.namelist():
                if "vba" in name.lower() or "/embeddings/" in name.lower() or "activex" in name.lower():
                    raise SkabelonFejl(skabelon, f"indeholder makroer eller indlejrede filer ({name}).")
                if name.endswith(".rels") and _fetches(file.read(name)):
                    raise SkabelonFejl(
                        skabelon, "henter en fil udefra. Læg billeder ind i dokumentet i stedet."
                    )
    except zipfile.BadZipFile:
        raise SkabelonFejl(skabelon, "er ikke et Word-dokument (.docx).") from None


def _fetches(rels: bytes) -> bool:
    """True if a part of the document lies elsewhere; an ordinary link is only followed by a person."""
    external = re.findall(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>", rels)
    return any(b'/hyperlink"' not in item for item in external)


def _main(endelse: str, navn: str, knap: str) -> None:
    from almen.papirer.pdf import build_pdf
    from almen.papirer.word import build_word

    _limit()
    skabelon = Uploadet(navn, sys.stdin.buffer.read())
    build = build_word if endelse == "docx" else build_pdf
    try:
        content = build(sample_papir(knap=knap == "1"), "", skabelon)
    except SkabelonFejl as error:
        sys.stdout.buffer.write(_FAULT + error.fejl.encode())
    else:
        sys.stdout.buffer.write(_OK + content)


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))


if __name__ == "__main__":
    _main(*sys.argv[1:])
