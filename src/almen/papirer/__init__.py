"""Papers as Word and PDF: one paper as data, one template for each form, nothing of any domain.

papir      a paper as data: sections, at-points, tables; every figure with its source
arter      the kinds of papers that may have a template of their own
skabelon   which template a municipality uses, and what is wrong with one
models     templates that an administrator has uploaded, and which was put in use when (services, selectors)
proeve     a template tried in a process of its own before it is used
tegning    a drawing in a paper
word       the Word file (docxtpl)
pdf        the tagged PDF/UA file (Typst)
filformat  either of them, by the file's ending
"""

from almen.papirer.arter import arter, register_art
from almen.papirer.filformat import MIMETYPER, build_papir
from almen.papirer.papir import UDFYLDES, Afsender, Afsnit, Kilde, Papir, Raekke, Tabel, Tekst, split_lines
from almen.papirer.pdf import build_pdf
from almen.papirer.skabelon import FELTER, SkabelonFejl, find_skabelon
from almen.papirer.tegning import Tegning
from almen.papirer.word import build_word

__all__ = [
    "FELTER",
    "MIMETYPER",
    "UDFYLDES",
    "Afsender",
    "Afsnit",
    "Kilde",
    "Papir",
    "Raekke",
    "SkabelonFejl",
    "Tabel",
    "Tegning",
    "Tekst",
    "arter",
    "build_papir",
    "build_pdf",
    "build_word",
    "find_skabelon",
    "register_art",
    "split_lines",
]
