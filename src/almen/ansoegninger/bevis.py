"""The proof that what was sent in stands as it was sent and journalled; part of `./almen journal verificer`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almen.ansoegninger.models import Indsendelse
from almen.ansoegninger.services.indsend import fingerprint
from almen.sager.models import Journalpost
from almen.sager.services import register_proof

AT_A_TIME = 500


def verify_indsendelser() -> Iterator[str]:
    """Every submission that is not as it was sent, or that the journal does not know, in Danish. Streams."""
    portion: list[Indsendelse] = []
    for indsendelse in Indsendelse.objects.order_by("pk").iterator(chunk_size=AT_A_TIME):
        portion.append(indsendelse)
        if len(portion) == AT_A_TIME:
            yield from _verify(portion)
            portion = []
    yield from _verify(portion)


def _verify(portion: Sequence[Indsendelse]) -> Iterator[str]:
    numbers = [item.nummer for item in portion]
    posts = Journalpost.objects.filter(art="indsendelse", data__indsendelse__in=numbers)
    journalled = {data["indsendelse"]: data["sha256"] for data in posts.values_list("data", flat=True)}
    for item in portion:
        if fingerprint(item) != item.sha256:
            yield f"Indsendelse {item.nummer} er ikke, som den blev sendt."
        elif item.nummer not in journalled:
            yield f"Indsendelse {item.nummer} står ikke i journalen."
        elif journalled[item.nummer] != item.sha256:
            yield f"Indsendelse {item.nummer} er ikke, som den blev journalført."


def register() -> None:
    """Adds the proof to the journal's."""
    register_proof("indsendelser", verify_indsendelser)
