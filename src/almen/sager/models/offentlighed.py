"""What somebody has chosen to make public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from almen.sager.models.sag import Beslutning, Dokument, Dokumentversion, Sag


class Offentliggoerelse(models.Model):
    """What somebody has chosen to make public (ADR 0011): a case decided by delegation, one version of a document, or a
    decision's reason and source. The row is there while it is public; when, by whom and why not stands in the journal.
    """

    sag = models.ForeignKey(Sag, on_delete=models.CASCADE, related_name="offentliggoerelser")
    dokument = models.OneToOneField(
        Dokument, on_delete=models.CASCADE, null=True, blank=True, related_name="offentliggoerelse"
    )
    version = models.ForeignKey(
        Dokumentversion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    beslutning = models.OneToOneField(
        Beslutning, on_delete=models.PROTECT, null=True, blank=True, related_name="offentliggoerelse"
    )
    dato = models.DateField("offentliggjort den")
    bruger = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "offentliggørelse"
        verbose_name_plural = "offentliggørelser"
        ordering = ["-dato", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sag"],
                condition=Q(dokument__isnull=True, beslutning__isnull=True),
                name="offentliggoerelse_en_pr_sag",
            ),
            models.CheckConstraint(
                condition=(Q(dokument__isnull=True) | Q(beslutning__isnull=True))
                & (
                    Q(dokument__isnull=True, version__isnull=True)
                    | Q(dokument__isnull=False, version__isnull=False)
                ),
                name="offentliggoerelse_en_ting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dokument or self.beslutning or self.sag}"
