"""The Word file: a template that is edited in Word, filled by docxtpl in a sandbox."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from almen.papirer.papir import Papir
from almen.papirer.skabelon import FELTER, Skabelon, SkabelonFejl, content_of, find_skabelon, unknown_field
from almen.papirer.tegning import draw_png

if TYPE_CHECKING:
    from docx.table import Table
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

_NAMED = re.compile(r"'([^']+)' is undefined|attribute '([^']+)'")


def build_word(papir: Papir, kommune: str, skabelon: Skabelon | None = None) -> bytes:
    """The paper as a .docx; the same paper and template give the same bytes. Raises SkabelonFejl."""
    from docxtpl import DocxTemplate  # loaded when a paper is written, as in pdf.py
    from jinja2 import TemplateError, UndefinedError

    used = skabelon or find_skabelon(kommune, papir.art, "docx")
    try:
        content = content_of(used)
        if unknown := _fields(content) - FELTER.keys():
            raise unknown_field(used, *unknown, sted=_place(content, *unknown))
        document = DocxTemplate(io.BytesIO(content))
        context = papir.to_context()
        texts = _with_pictures(context, document)
        document.render(context, _environment(), autoescape=True)
        _name_pictures(document, texts)
        for table in document.docx.tables:
            _fit_columns(table)
        _set_properties(document, papir)
        raw = io.BytesIO()
        document.save(raw)
    except UndefinedError as error:
        found = _NAMED.search(str(error))
        name = next((item for item in found.groups() if item), "") if found else str(error)
        raise unknown_field(used, name, sted=_place(content, name)) from None
    except TemplateError as error:
        raise SkabelonFejl(used, f"kan ikke læses: {error}") from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, OverflowError) as error:
        if isinstance(error, SkabelonFejl):
            raise
        raise SkabelonFejl(used, "er ikke et Word-dokument (.docx), der kan udfyldes.") from None
    return _with_fixed_times(raw.getvalue(), papir.dato)


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


@lru_cache(maxsize=8)
def _fields(content: bytes) -> frozenset[str]:
    """The fields that a template uses. Remembered: finding them took nearly as long as writing the paper."""
    from docxtpl import DocxTemplate

    return frozenset(DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(_environment()))


def _with_pictures(context: dict[str, Any], document: DocxTemplate) -> dict[bytes, list[str]]:
    """Gives each drawing the picture that Word shows (`billede`); each picture's texts, in their order."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    texts: dict[bytes, list[str]] = {}
    for afsnit in context["afsnit"]:
        for tegning in afsnit["tegninger"]:
            png = draw_png(tegning["svg"], tegning["bredde"])
            texts.setdefault(png, []).append(tegning["alt"])
            tegning["billede"] = InlineImage(document, io.BytesIO(png), width=Mm(tegning["bredde"]))
    return texts


def _name_pictures(document: DocxTemplate, texts: dict[bytes, list[str]]) -> None:
    """Each drawing gets its text for those who cannot see it; the template's own pictures keep theirs."""
    from docx.enum.shape import WD_INLINE_SHAPE

    for shape in document.docx.inline_shapes:
        if shape.type != WD_INLINE_SHAPE.PICTURE:
            continue
        inline = shape._inline
        picture = document.docx.part.related_parts[inline.graphic.graphicData.pic.blipFill.blip.embed]
        if waiting := texts.get(picture.blob):
            inline.docPr.set("descr", waiting.pop(0))


def _place(content: bytes, *navne: str) -> str:
    """The first paragraph that a name stands in, as people find it: its number and how it begins; empty if nowhere."""
    import docx

    used = re.compile(r"\b(" + "|".join(map(re.escape, navne)) + r")\b")
    for nummer, text in enumerate(_paragraphs(docx.Document(io.BytesIO(content))), start=1):
        if used.search(text):
            return f"afsnit {nummer}: {text.strip()[:60]}"
    return ""


def _paragraphs(document: Any) -> Iterator[str]:
    """Every paragraph's text in the order of the document, those of tables, headers and footers with it."""
    parts = [document.element.body]
    parts += [part._element for section in document.sections for part in (section.header, section.footer)]
    for part in parts:
        for paragraph in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
            yield "".join(item.text or "" for item in paragraph.iter() if item.tag.endswith("}t"))


def _fit_columns(table: Table) -> None:
    """Shares a table's width by what its columns hold, unless the template has fixed them; docxtpl makes them equal."""
    from docx.shared import Emu

    columns = list(table.columns)
    if not table.autofit or not columns:
        return
    cells = [column.cells for column in columns]
    needs = [min(max(max(len(cell.text) for cell in column) + 2, 8), 45) for column in cells]
    total = sum(column.width or 0 for column in columns)
    for column, members, need in zip(columns, cells, needs, strict=True):
        column.width = Emu(total * need // sum(needs))
        for cell in members:
            cell.width = column.width


def _set_properties(document: DocxTemplate, papir: Papir) -> None:
    noon = dt.datetime.combine(papir.dato, dt.time(12))
    properties = document.docx.core_properties
    properties.title = papir.to_context()["titel"][:255]
    properties.author = papir.afsender.kommune[:255]
    properties.last_modified_by = papir.afsender.kommune[:255]
    properties.language = "da-DK"
    properties.created = properties.modified = noon
    properties.revision = 1


def _with_fixed_times(content: bytes, dato: dt.date) -> bytes:
    """The archive with the paper's day on every part, so that nothing in it tells when it was made."""
    day = (max(dato.year, 1980), dato.month, dato.day, 12, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, day)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
