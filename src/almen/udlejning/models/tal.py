"""The yearly measurement: how many dwellings were let in which way, as it was read. Only added, never altered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.grundlag.models import Aflaesning
from almen.organisationer.models import Boligtype
from almen.udlejning.models.rammeaftale import Vej


class Udlejningstal(Aflaesning):
    """One reading: lettings of one type of dwelling in an afdeling in a year by one way. `antal` None: the source does not know."""

    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        related_name="udlejningstal",
        verbose_name="afdeling",
    )
    aar = models.PositiveSmallIntegerField("år")
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    vej = models.CharField("udlejet ved", max_length=12, choices=Vej.choices)
    antal = models.PositiveIntegerField("udlejninger", null=True)

    class Meta:
        verbose_name = "udlejningstal"
        verbose_name_plural = "udlejningstal"
        ordering = ["-aar", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["afdeling", "aar", "boligtype", "vej"],
                condition=Q(erstatter__isnull=True),
                name="udlejningstal_foerste",
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True) | ~Q(begrundelse=""), name="udlejningstal_begrundet"
            ),
        ]
        indexes = [models.Index(fields=["aar", "afdeling"], name="udlejningstal_aar")]

    def __str__(self) -> str:
        return f"{self.afdeling} {self.aar}: {self.get_vej_display()}"

    def get_absolute_url(self) -> str:
        return reverse("udlejning:udlejningstal", args=[self.pk])
