"""The forms that a paper is written in, by the file's ending."""

from __future__ import annotations

from collections.abc import Mapping

from almen.papirer.papir import Papir
from almen.papirer.pdf import build_pdf
from almen.papirer.word import build_word

MIMETYPER: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def build_papir(papir: Papir, kommune: str, endelse: str) -> bytes:
    """The paper as `docx` or `pdf` (`MIMETYPER`). Raises KeyError for another ending, SkabelonFejl."""
    return {"docx": build_word, "pdf": build_pdf}[endelse](papir, kommune)
