"""The journal can be proven whole, and says so when it is not."""

from __future__ import annotations

import pytest
from django.db import connection

from almen.sager import append_only
from almen.sager.models import Journalkaede, Journalpost
from almen.sager.services import add_note, locked_journal, record_beslutning, verify_journal


@pytest.fixture
def tampered(sag, sagsbehandler):
    """A case with a few posts, and a database whose triggers somebody has taken away."""
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    add_note(bruger=sagsbehandler, sag=sag, tekst="Ringet til bygherren")
    assert verify_journal() == []
    append_only.remove(connection)
    yield sag
    append_only.install(connection)


def test_a_changed_post_is_found(tampered):
    Journalpost.objects.filter(sag=tampered, art="notat").update(tekst="Ringede aldrig")
    assert any("er ændret" in line for line in verify_journal())


def test_a_removed_post_in_the_middle_is_found(tampered):
    Journalpost.objects.filter(sag=tampered, nummer=2).delete()
    assert any("post 2 mangler" in line for line in verify_journal())


def test_removed_last_posts_are_found(tampered):
    Journalpost.objects.filter(sag=tampered, nummer=3).delete()
    assert any("de sidste poster mangler" in line for line in verify_journal())


def test_a_wholly_removed_chain_is_found(tampered):
    Journalpost.objects.filter(sag=tampered).delete()
    assert verify_journal()


def test_a_decision_altered_beside_the_journal_is_found(tampered):
    tampered.beslutninger.update(udfald="forkastet")
    assert any("ikke, som den blev journalført" in line for line in verify_journal())


def test_a_decision_slipped_in_without_a_post_is_found(tampered):
    beslutning = tampered.beslutninger.get()
    beslutning.pk, beslutning.nummer = None, 2
    beslutning.save(force_insert=True)
    assert any("står ikke i journalen" in line for line in verify_journal())


def test_rewriting_a_post_with_its_own_hash_still_breaks_the_chain(tampered):
    from almen.sager.services.journal import hash_post

    post = Journalpost.objects.get(sag=tampered, nummer=2)
    post.tekst = "noget andet"
    Journalpost.objects.filter(pk=post.pk).update(tekst=post.tekst, hash=hash_post(post))
    assert any("passer ikke til den forrige" in line for line in verify_journal())


def test_a_head_changed_by_hand_is_found(tampered):
    Journalkaede.objects.filter(pk=f"sag:{tampered.pk}").update(antal=7)
    assert verify_journal()


def test_an_act_inside_an_act_on_the_same_case_writes_in_the_same_journal(sag, sagsbehandler):
    with locked_journal(sag, sagsbehandler) as journal:
        journal.append("notat", "Yderst")
        add_note(bruger=sagsbehandler, sag=sag, tekst="Inderst")
        with pytest.raises(ValueError), locked_journal(sag, sagsbehandler) as inner:  # noqa: PT012
            inner.append("notat", "Blev ikke til noget")
            raise ValueError
        journal.append("notat", "Sidst")
    texts = list(Journalpost.objects.filter(sag=sag).order_by("nummer").values_list("tekst", flat=True))
    assert texts[-3:] == ["Yderst", "Inderst", "Sidst"] and verify_journal() == []
