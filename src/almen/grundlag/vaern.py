"""What has been adopted is never edited or deleted through a model; services end and replace it instead."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete, pre_save

from almen.grundlag.models import (
    Delegation,
    Delegationsophoer,
    Grundlagsversion,
    LokalParameter,
    Sagsgangsversion,
    Status,
)


class VedtagetVersion(ValueError):
    """Somebody tried to change or delete what has been adopted. A programming error: no page offers it."""


def _refuse_edit(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    if raw or instance.pk is None:
        return
    stored = sender.objects.filter(pk=instance.pk).values_list("status", flat=True).first()
    if stored is not None and stored != Status.KLADDE:
        raise VedtagetVersion(
            f"{instance} er vedtaget og kan ikke ændres. Lav en ny version eller en rettelse."
        )


def _refuse_delete(sender: Any, instance: Any, **_: Any) -> None:
    if instance.status != Status.KLADDE:
        raise VedtagetVersion(f"{instance} er vedtaget og kan ikke slettes.")


def _refuse_delete_of_figure(sender: Any, instance: LokalParameter, **_: Any) -> None:
    raise VedtagetVersion("Et lokalt tal slettes ikke; det tilbagekaldes med en begrundelse.")


def _refuse_edit_of_delegation(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    if not raw and instance.pk is not None and sender.objects.filter(pk=instance.pk).exists():
        raise VedtagetVersion("En registreret delegation ændres ikke; den ophører, og en ny registreres.")


def _refuse_delete_of_delegation(sender: Any, instance: Any, **_: Any) -> None:
    raise VedtagetVersion("En registreret delegation slettes ikke; den ophører.")


def connect() -> None:
    """Puts the guards on the models; called once, when the app is ready."""
    for model in (Sagsgangsversion, Grundlagsversion):
        name = model.__name__
        pre_save.connect(_refuse_edit, sender=model, dispatch_uid=f"vaern_save_{name}")
        pre_delete.connect(_refuse_delete, sender=model, dispatch_uid=f"vaern_delete_{name}")
    for kept in (Delegation, Delegationsophoer):
        name = kept.__name__
        pre_save.connect(_refuse_edit_of_delegation, sender=kept, dispatch_uid=f"vaern_save_{name}")
        pre_delete.connect(_refuse_delete_of_delegation, sender=kept, dispatch_uid=f"vaern_delete_{name}")
    pre_delete.connect(_refuse_delete_of_figure, sender=LokalParameter, dispatch_uid="vaern_delete_lokal")
