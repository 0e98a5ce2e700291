"""What a boligsocial helhedsplan has of its own (M24-M26): prequalification, board, special municipal efforts, accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.planer.models.plan import Finansieringspart, Indsats, Plan


class Helhedsplan(models.Model):
    """Its prequalification by the fund, its board (functions, never persons), and who coordinates it across forvaltninger."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="helhedsplan")
    ansoegt = models.BigIntegerField("søgt hos Landsbyggefonden (kr.)", null=True, blank=True)
    praekvalificeret = models.DateField("prækvalificeret den", null=True, blank=True)
    praekvalificeret_beloeb = models.BigIntegerField("prækvalificeret beløb (kr.)", null=True, blank=True)
    budget = models.BigIntegerField("budget i alt (kr.)", null=True, blank=True)
    bestyrelse = models.TextField(
        "bestyrelse", blank=True, help_text="Funktioner og organisationer, ikke navne."
    )
    koordinator = models.CharField("koordinerende forvaltning", max_length=30, blank=True)

    class Meta:
        verbose_name = "boligsocial helhedsplan"
        verbose_name_plural = "boligsociale helhedsplaner"
        ordering = ["-plan_id"]

    def __str__(self) -> str:
        return str(self.plan)


class Saerindsats(models.Model):
    """A special municipal effort that the committee proposes for a plan; it is negotiated with the fund and the organisation (M25)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="saerindsatser")
    navn = models.CharField("navn", max_length=200)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    budget = models.BigIntegerField("budget (kr.)", null=True, blank=True)
    foreslaaet = models.DateField("foreslået af udvalget den", null=True, blank=True)
    indsats = models.OneToOneField(
        Indsats,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="saerindsats",
        verbose_name="indsats i planen",
    )
    kilde = models.CharField("kilde", max_length=400, blank=True)

    class Meta:
        verbose_name = "kommunal særindsats"
        verbose_name_plural = "kommunale særindsatser"
        ordering = ["plan", "id"]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("planer:saerindsats", args=[self.plan.sag.nummer, self.pk])


class Forhandling(models.Model):
    """A step in negotiating a special effort with one party. Only added: the latest of each party is where it stands."""

    class Stand(models.TextChoices):
        """Where a party stands."""

        FREMLAGT = "fremlagt", "Fremlagt"
        DROEFTES = "droeftes", "Drøftes"
        ENIGHED = "enighed", "Enighed"
        AFVIST = "afvist", "Afvist"

    saerindsats = models.ForeignKey(Saerindsats, on_delete=models.PROTECT, related_name="forhandlinger")
    part = models.CharField("part", max_length=20, choices=Finansieringspart.choices)
    stand = models.CharField("stand", max_length=10, choices=Stand.choices)
    dato = models.DateField("dato")
    tekst = models.TextField("hvad blev sagt", blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "forhandling"
        verbose_name_plural = "forhandlinger"
        ordering = ["-dato", "-id"]

    def __str__(self) -> str:
        return f"{self.saerindsats}: {self.get_part_display()} {self.get_stand_display().lower()}"


class Regnskabslinje(models.Model):
    """What was spent in a year on a theme, in whole kroner."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="regnskabslinjer")
    aar = models.PositiveSmallIntegerField("år")
    tema = models.CharField("tema", max_length=60, blank=True)
    beloeb = models.BigIntegerField("forbrug (kr.)")
    revideret = models.BooleanField("revideret", default=False)

    class Meta:
        verbose_name = "regnskabslinje"
        verbose_name_plural = "regnskabslinjer"
        ordering = ["plan", "aar", "tema"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "aar", "tema"], name="regnskabslinje_unik"),
            models.CheckConstraint(condition=Q(beloeb__gte=0), name="regnskabslinje_ikke_negativ"),
        ]

    def __str__(self) -> str:
        return f"{self.tema} {self.aar}: {self.beloeb} kr."
