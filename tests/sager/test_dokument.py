"""Documents: checked before they are kept, versioned, and whole or not there at all."""

from __future__ import annotations

import errno
import io

import pytest
from django.core.files.storage import default_storage

from almen.sager.adgang import AdgangNaegtet, visible_dokumenter
from almen.sager.models import Dokument, Dokumentversion, Journalpost
from almen.sager.services import (
    FilAfvist,
    add_dokument,
    add_dokumentversion,
    edit_dokument,
    log_download,
    storage_path,
)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def add(sag, bruger, name="brev.pdf", content=PDF, **more):
    more.setdefault("titel", "Brev")
    return add_dokument(
        bruger=bruger, sag=sag, name=name, size=len(content), stream=io.BytesIO(content), **more
    )


def test_a_document_is_kept_under_its_hash_and_journalled(sag, sagsbehandler):
    dokument = add(sag, sagsbehandler)
    version = dokument.versioner.get()
    with default_storage.open(storage_path(version.sha256)) as file:
        assert file.read() == PDF
    assert Journalpost.objects.filter(sag=sag, art="dokument").get().data["sha256"] == version.sha256


def test_a_new_version_leaves_the_old_one(sag, sagsbehandler):
    dokument = add(sag, sagsbehandler)
    add_dokumentversion(
        bruger=sagsbehandler, dokument=dokument, name="brev.pdf", size=9, stream=io.BytesIO(PDF + b"ny")
    )
    assert [item.nummer for item in dokument.versioner.all()] == [1, 2]


def test_the_same_file_again_is_no_new_version(sag, sagsbehandler):
    dokument = add(sag, sagsbehandler)
    with pytest.raises(FilAfvist, match="den samme"):
        add_dokumentversion(
            bruger=sagsbehandler, dokument=dokument, name="b.pdf", size=9, stream=io.BytesIO(PDF)
        )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ", "Tilladt er"),
        ("brev.pdf", b"MZ\x90\x00 not a pdf", "passer ikke"),
        ("brev.docx", b"<html>", "Office"),
        ("tal.csv", b"a;b\x00c", "tekstfil"),
        ("billede.png", b"<svg onload=alert(1)>", "passer ikke"),
        ("tom.pdf", b"", "tom"),
        ("uden", PDF, "uden endelse"),
    ],
)
def test_rubbish_is_refused_with_what_is_wrong(sag, sagsbehandler, name, content, said):
    with pytest.raises(FilAfvist, match=said):
        add(sag, sagsbehandler, name=name, content=content)
    assert not Dokument.objects.exists()


def test_a_file_that_is_too_large_is_refused(sag, sagsbehandler, settings):
    settings.ALMEN_MAX_UPLOAD = 10
    with pytest.raises(FilAfvist, match="højst"):
        add(sag, sagsbehandler)


def test_a_path_in_the_name_is_cut_off(sag, sagsbehandler):
    dokument = add(sag, sagsbehandler, name="..\\..\\etc/passwd.pdf")
    assert dokument.versioner.get().filnavn == "passwd.pdf"


def test_a_full_disk_leaves_no_document(sag, sagsbehandler, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError):
        add(sag, sagsbehandler, content=PDF + b"fuld disk")
    assert not Dokument.objects.exists()
    assert not Dokumentversion.objects.exists()


def test_a_housing_organisation_sees_open_documents_of_its_own_cases_only(
    sag, sagsbehandler, boligorganisation_bruger, anden_boligorganisation_bruger
):
    open_one = add(sag, sagsbehandler)
    add(sag, sagsbehandler, content=PDF + b"1", fortrolighed="intern")
    add(sag, sagsbehandler, content=PDF + b"2", fortrolighed="fortrolig")
    assert list(visible_dokumenter(boligorganisation_bruger)) == [open_one]
    assert not visible_dokumenter(anden_boligorganisation_bruger).exists()
    assert visible_dokumenter(sagsbehandler).count() == 3


def test_reading_a_confidential_document_is_journalled(sag, sagsbehandler, leder):
    version = add(sag, sagsbehandler, fortrolighed="fortrolig").versioner.get()
    log_download(bruger=leder, version=version)
    assert Journalpost.objects.get(art="dokument_laest").bruger == leder


def test_an_auditor_adds_no_document(sag, revisor):
    with pytest.raises(AdgangNaegtet):
        add(sag, revisor)


def test_a_letter_is_opened_for_the_boligorganisation_and_the_change_is_journalled(
    sag, sagsbehandler, boligorganisation_bruger, direktion
):
    dokument = add(sag, sagsbehandler, fortrolighed="intern")
    assert not visible_dokumenter(boligorganisation_bruger).exists()
    with pytest.raises(AdgangNaegtet):
        edit_dokument(bruger=direktion, dokument=dokument, titel="Brev", fortrolighed="aaben")
    edit_dokument(bruger=sagsbehandler, dokument=dokument, titel="Tilsagn", fortrolighed="aaben")
    assert visible_dokumenter(boligorganisation_bruger).get().titel == "Tilsagn"
    post = Journalpost.objects.get(art="dokument_rettet")
    assert post.data["fra"] == {"titel": "Brev", "fortrolighed": "intern"}
    assert post.fortrolighed == "intern", "that it was internal is not told to the boligorganisation"
    edit_dokument(bruger=sagsbehandler, dokument=dokument, titel="Tilsagn", fortrolighed="aaben")
    assert Journalpost.objects.filter(art="dokument_rettet").count() == 1, "no change, no post"
