"""A base's text as blocks to read, and two versions side by side: paragraphs and figures, differences marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from almen.grundlag.models import Grundlagsversion
from almen.grundlag.parametervaerdier import value_lines

ENS, AENDRET, NY, FJERNET = "ens", "ændret", "ny", "fjernet"
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this a paragraph is marked whole: comparing word by word would take longer than anyone waits.
MOST_WORDS = 1_500
# Two paragraphs are the same one, changed, if they agree this much; else one went out and another came in.
ALIKE = 0.4


@dataclass(frozen=True)
class Blok:
    """A piece of a text: `art` is h2, h3, p or ul; `linjer` one text, or the points of a list."""

    art: str
    linjer: tuple[str, ...]
    anker: str = ""

    @property
    def tekst(self) -> str:
        """The block as one text."""
        return "\n".join(self.linjer)


@dataclass(frozen=True)
class Stykke:
    """A run of words; `aendret` marks what the other side does not have."""

    tekst: str
    aendret: bool = False


@dataclass(frozen=True)
class Par:
    """The same place in two texts: each side's words, and what happened (ens, ændret, ny, fjernet)."""

    stand: str
    foer: tuple[Stykke, ...]
    efter: tuple[Stykke, ...]
    art: str = "p"

    @property
    def ens(self) -> bool:
        """True if nothing changed."""
        return self.stand == ENS


@dataclass(frozen=True)
class Talpar:
    """A figure or demand in two versions."""

    navn: str
    enhed: str
    foer: str
    efter: str

    @property
    def ens(self) -> bool:
        """True if nothing changed."""
        return self.foer == self.efter


def read_blokke(tekst: str) -> list[Blok]:
    """The text in blocks. `#` and `##` begin headings, `-` points of a list; an empty line parts paragraphs."""
    blocks: list[Blok] = []
    paragraph: list[str] = []
    points: list[str] = []

    def flush() -> None:
        if paragraph:
            blocks.append(Blok("p", (" ".join(paragraph),)))
        if points:
            blocks.append(Blok("ul", tuple(points)))
        paragraph.clear()
        points.clear()

    for raw in tekst.splitlines():
        line = raw.strip()
        heading = re.match(r"(#{1,3})\s+(.+)", line)
        if heading:
            flush()
            art = "h2" if len(heading[1]) == 1 else "h3"
            blocks.append(Blok(art, (heading[2],), f"afsnit-{len(blocks) + 1}"))
        elif line.startswith("- "):
            if paragraph:
                flush()
            points.append(line[2:].strip())
        elif not line:
            flush()
        elif points:
            points[-1] = f"{points[-1]} {line}"
        else:
            paragraph.append(line)
    flush()
    return blocks


def compare_versions(a: Grundlagsversion, b: Grundlagsversion) -> tuple[list[Talpar], list[Par]]:
    """Figures, and the text paragraph by paragraph, of two versions side by side."""
    before = {line.id: line for line in value_lines(a.grundlag_id, a.parametre)}
    after = {line.id: line for line in value_lines(b.grundlag_id, b.parametre)}
    figures = [
        Talpar(
            line.navn,
            line.enhed,
            before[key].vaerdi if key in before else "",
            after[key].vaerdi if key in after else "",
        )
        for key, line in {**before, **after}.items()
    ]
    return [pair for pair in figures if pair.foer or pair.efter], compare_texts(a.tekst, b.tekst)


def compare_texts(foer: str, efter: str) -> list[Par]:
    """Two texts paragraph by paragraph; a changed paragraph stands beside what it was, its words marked."""
    old, new = _pieces(foer), _pieces(efter)
    pairs: list[Par] = []
    matcher = difflib.SequenceMatcher(a=old, b=new)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += [Par(ENS, (Stykke(text),), (Stykke(text),), art) for art, text in old[i1:i2]]
        else:
            pairs += _changed(old[i1:i2], new[j1:j2])
    return pairs


Piece = tuple[str, str]


def _pieces(tekst: str) -> list[Piece]:
    """Paragraphs, headings and single points: what is compared."""
    return [(block.art, line) for block in read_blokke(tekst) for line in block.linjer]


def _changed(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Par]:
    """Pairs each old piece with the first new one, in order, that is like it."""
    position = 0
    for art, before in old:
        found = next((n for n in range(position, len(new)) if _alike(before, new[n][1])), None)
        if found is None:
            yield Par(FJERNET, (Stykke(before, True),), (), art)
            continue
        for kind, added in new[position:found]:
            yield Par(NY, (), (Stykke(added, True),), kind)
        yield _mark(before, *new[found])
        position = found + 1
    for kind, added in new[position:]:
        yield Par(NY, (), (Stykke(added, True),), kind)


def _alike(before: str, after: str) -> bool:
    a, b = before.split()[:MOST_WORDS], after.split()[:MOST_WORDS]
    matcher = difflib.SequenceMatcher(a=a, b=b)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _mark(before: str, art: str, after: str) -> Par:
    a, b = WORDS.findall(before), WORDS.findall(after)
    if len(a) > 2 * MOST_WORDS or len(b) > 2 * MOST_WORDS:
        return Par(AENDRET, (Stykke(before, True),), (Stykke(after, True),), art)
    left: list[Stykke] = []
    right: list[Stykke] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if i2 > i1:
            left.append(Stykke("".join(a[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Stykke("".join(b[j1:j2]), tag != "equal"))
    return Par(AENDRET, tuple(left), tuple(right), art)
