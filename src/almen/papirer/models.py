"""Templates that an administrator has uploaded, and which one was put in use when. Nothing is changed, only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Format(models.TextChoices):
    """What a template makes: a Word file, or the PDF."""

    DOCX = "docx", "Word"
    TYP = "typ", "PDF"


class Skabelon(models.Model):
    """One uploaded template that has been checked: the file itself, so that every process has it. Insert-only."""

    art = models.CharField("art", max_length=40)
    format = models.CharField("format", max_length=4, choices=Format.choices)
    version = models.PositiveIntegerField("version")
    filnavn = models.CharField("filnavn", max_length=200)
    indhold = models.BinaryField("indhold")
    sha256 = models.CharField(max_length=64)
    stoerrelse = models.PositiveIntegerField("størrelse (byte)")
    bemaerkning = models.CharField("bemærkning", max_length=300, blank=True)
    tilfoejet = models.DateTimeField("tilføjet", auto_now_add=True)
    tilfoejet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "skabelon"
        verbose_name_plural = "skabeloner"
        ordering = ["art", "format", "version"]
        constraints = [
            models.UniqueConstraint(fields=["art", "format", "version"], name="skabelon_unik_version")
        ]

    def __str__(self) -> str:
        return f"{self.filnavn} (version {self.version})"


class Skabelonvalg(models.Model):
    """From when which template has been in use; the latest row holds. Without a template: the one that ships. Insert-only."""

    art = models.CharField("art", max_length=40)
    format = models.CharField("format", max_length=4, choices=Format.choices)
    skabelon = models.ForeignKey(
        Skabelon,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="valg",
        verbose_name="skabelon",
    )
    tidspunkt = models.DateTimeField("fra", auto_now_add=True)
    valgt_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "skabelonvalg"
        verbose_name_plural = "skabelonvalg"
        ordering = ["id"]
        indexes = [models.Index(fields=["art", "format", "id"], name="skabelonvalg_gaelder")]

    def __str__(self) -> str:
        return f"{self.art}.{self.format}: {self.skabelon or 'den medfølgende'}"
