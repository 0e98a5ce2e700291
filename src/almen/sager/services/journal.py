"""The journal: posts are added, hash-chained, and never altered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.faste import FixedRows, insert, update
from almen.sager.models import Fortrolighed, Journalkaede, Journalpost, Sag
from almen.sager.services.transaktion import act_transaction

_open: ContextVar[Mapping[str, Journal]] = ContextVar("almen_open_journals", default=MappingProxyType({}))
_locked_chain = FixedRows(Journalkaede, "noegle", marker="fast-forespørgsel", lock=True)


def chain_of(sag: Sag) -> str:
    """The key of the chain that holds the case's posts."""
    return f"sag:{sag.pk}"


def hash_post(post: Journalpost) -> str:
    """SHA-256 over everything a post says and the hash of the post before it, as canonical JSON."""
    content = {
        "kaede": post.kaede,
        "nummer": post.nummer,
        "sag": post.sag_id,
        "art": post.art,
        "tekst": post.tekst,
        "data": post.data,
        "fortrolighed": str(post.fortrolighed),
        "tidspunkt": post.tidspunkt.astimezone(timezone.get_default_timezone()).isoformat(
            timespec="microseconds"
        ),
        "bruger": post.bruger_id,
        "forrige": post.forrige_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_json(data: Mapping[str, Any]) -> dict[str, Any]:
    # What the database gives back must hash as what was put in, so dates and decimals become text before, not after.
    return dict(json.loads(json.dumps(data, cls=DjangoJSONEncoder)))


@dataclass
class Journal:
    """An open chain under lock; posts are collected and written when the act is done."""

    kaede: Journalkaede
    bruger: Bruger
    sag: Sag | None = None
    posts: list[Journalpost] = field(default_factory=list)

    def append(
        self,
        art: str,
        tekst: str,
        data: Mapping[str, Any] | None = None,
        *,
        fortrolighed: str = Fortrolighed.AABEN,
        tidspunkt: datetime | None = None,
    ) -> Journalpost:
        """Adds a post saying `tekst` (Danish, at most 1,000 characters) with machine-readable `data`."""
        post = Journalpost(
            kaede=self.kaede.noegle,
            nummer=self.kaede.antal + 1,
            sag=self.sag,
            art=art,
            tekst=tekst[:1000],
            data=_as_json(data or {}),
            fortrolighed=fortrolighed,
            tidspunkt=tidspunkt or timezone.now(),
            bruger=self.bruger,
            forrige_hash=self.kaede.hoved,
        )
        post.hash = hash_post(post)
        self.kaede.antal, self.kaede.hoved = post.nummer, post.hash
        self.posts.append(post)
        return post

    def write(self, *, new_chain: bool) -> None:
        """Writes the collected posts and the chain's new head."""
        for post in self.posts:
            insert(post)
        if new_chain:
            insert(self.kaede)
        elif self.posts:
            update(self.kaede, "antal", "hoved")


@contextmanager
def new_journal(sag: Sag, bruger: Bruger) -> Iterator[Journal]:
    """The journal of a case that was created in this transaction; nobody else can know it, so no lock."""
    journal = Journal(Journalkaede(noegle=chain_of(sag)), bruger, sag)
    yield journal
    journal.write(new_chain=True)


@contextmanager
def locked_journal(sag: Sag, bruger: Bruger) -> Iterator[Journal]:
    """The case's journal, and with it the lock that queues all acts on this case until the transaction ends.

    An act inside an act on the same case (an effect of a decision) writes in the journal that is open already.
    """
    key = chain_of(sag)
    outer = _open.get().get(key)
    with act_transaction():
        if outer is not None:
            with _part_of(outer):
                yield outer
            return
        journal = Journal(_locked_chain.get(key), bruger, sag)
        token = _open.set({**_open.get(), key: journal})
        try:
            yield journal
        finally:
            _open.reset(token)
        journal.write(new_chain=False)


@contextmanager
def _part_of(journal: Journal) -> Iterator[None]:
    """If the inner act fails and the outer goes on, what the inner one said is not there."""
    posts, number, head = len(journal.posts), journal.kaede.antal, journal.kaede.hoved
    try:
        yield
    except BaseException:
        del journal.posts[posts:]
        journal.kaede.antal, journal.kaede.hoved = number, head
        raise


@contextmanager
def system_journal(bruger: Bruger) -> Iterator[Journal]:
    """The chain of acts that belong to no case: users, roles, versions, yearly figures, exports."""
    with transaction.atomic():
        Journalkaede.objects.get_or_create(pk=Journalkaede.SYSTEM)
        kaede = Journalkaede.objects.select_for_update().get(pk=Journalkaede.SYSTEM)
        journal = Journal(kaede, bruger)
        yield journal
        journal.write(new_chain=False)


def add_note(*, bruger: Bruger, sag: Sag, tekst: str, fortrolighed: str = Fortrolighed.INTERN) -> Journalpost:
    """Adds a note in the case's journal. Internal unless said otherwise."""
    from almen.sager import adgang

    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan skrive notater.")
    with locked_journal(sag, bruger) as journal:
        return journal.append("notat", tekst, fortrolighed=fortrolighed)


_proofs: dict[str, Callable[[], Iterable[str]]] = {}


def register_proof(id_: str, proof: Callable[[], Iterable[str]]) -> None:
    """A room above adds what it keeps unaltered: `proof` gives each break in Danish, and streams."""
    _proofs[id_] = proof


def verify_journal() -> list[str]:
    """Every break in every chain, in Danish; empty when the journal is whole.

    Checks each post's hash, its link to the post before, gaps in the numbers, the chain's head, that each
    decision stands as it was journalled, and what the rooms above have registered. Streams, so memory stays flat.
    """
    return [
        *_verify_chains(),
        *_verify_beslutninger(),
        *(line for proof in _proofs.values() for line in proof()),
    ]


def _verify_chains() -> Iterator[str]:
    heads = {kaede.noegle: (kaede.antal, kaede.hoved) for kaede in Journalkaede.objects.iterator()}
    seen: dict[str, tuple[int, str]] = {}
    for post in Journalpost.objects.order_by("kaede", "nummer").iterator(chunk_size=2000):
        number, head = seen.get(post.kaede, (0, ""))
        if post.nummer != number + 1:
            yield f"Kæden {post.kaede}: post {number + 1} mangler."
        elif post.forrige_hash != head:
            yield f"Kæden {post.kaede}: post {post.nummer} passer ikke til den forrige post."
        if post.hash != hash_post(post):
            yield f"Kæden {post.kaede}: post {post.nummer} er ændret, efter at den blev skrevet."
        seen[post.kaede] = (post.nummer, post.hash)
    for key, expected in heads.items():
        if seen.get(key, (0, "")) != expected:
            yield f"Kæden {key}: de sidste poster mangler eller er føjet til uden om programmet."
    for key in seen.keys() - heads.keys():
        yield f"Kæden {key}: har poster, men intet hoved."


def _verify_beslutninger() -> Iterator[str]:
    from almen.sager.models import Beslutning
    from almen.sager.services.beslutning import beslutning_as_data

    # Both streams run in the order (case, decision), so one pass with flat memory pairs them.
    journalled = Journalpost.objects.filter(art="beslutning").order_by("sag_id", "nummer")
    recorded = Beslutning.objects.order_by("sag_id", "nummer")
    posts = journalled.iterator(chunk_size=2000)
    post = next(posts, None)
    for beslutning in recorded.iterator(chunk_size=2000):
        key = (beslutning.sag_id, beslutning.nummer)
        while post is not None and (post.sag_id, post.data.get("nummer", 0)) < key:
            yield f"Beslutning {post.data.get('nummer')} i sag {post.sag_id} er journalført, men findes ikke."
            post = next(posts, None)
        if post is None or (post.sag_id, post.data.get("nummer")) != key:
            yield f"Beslutning {beslutning.nummer} i sag {beslutning.sag_id} står ikke i journalen."
            continue
        if _as_json(beslutning_as_data(beslutning)) != post.data:
            yield f"Beslutning {beslutning.nummer} i sag {beslutning.sag_id} er ikke, som den blev journalført."
        post = next(posts, None)
    while post is not None:
        yield f"Beslutning {post.data.get('nummer')} i sag {post.sag_id} er journalført, men findes ikke."
        post = next(posts, None)
