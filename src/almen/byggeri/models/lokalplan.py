"""Local plans that require almene dwellings, and the projects that make them real."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse


class Lokalplan(models.Model):
    """A local plan with its requirement: as m², or as a share of the plan's dwellings (planloven § 15 stk. 2 nr. 9).

    `krav_m2` is what counts; where only the share was given, the service computes it.
    """

    nummer = models.CharField(
        "lokalplan nr.",
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"^[0-9][0-9A-Za-z-]*\Z",
                "Skriv planens nummer, fx 609 eller 609-1: tal, bogstaver og bindestreg.",
            )
        ],
    )
    navn = models.CharField("navn", max_length=160)
    bydel = models.CharField("bydel", max_length=80, blank=True)
    startredegoerelse = models.DateField("startredegørelse", null=True, blank=True)
    forslag = models.DateField("forslag vedtaget", null=True, blank=True)
    hoering_slut = models.DateField("høring slut", null=True, blank=True)
    vedtaget = models.DateField("vedtaget", null=True, blank=True)
    andel_pct = models.DecimalField(
        "krævet andel almene boliger (pct.)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    boliger_m2 = models.DecimalField(
        "planens boliger i alt (m²)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    krav_m2 = models.DecimalField("krav (m²)", max_digits=12, decimal_places=2, null=True, blank=True)
    krav_beregnet = models.BooleanField("kravet er beregnet af andelen", default=False)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    note = models.TextField("note", blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)

    class Meta:
        verbose_name = "lokalplan"
        verbose_name_plural = "lokalplaner"
        ordering = ["nummer"]
        constraints = [
            models.CheckConstraint(
                condition=Q(andel_pct__isnull=True) | Q(andel_pct__gte=0, andel_pct__lte=100),
                name="lokalplan_andel_0_100",
            )
        ]

    def __str__(self) -> str:
        return f"Lokalplan {self.nummer} {self.navn}"

    def get_absolute_url(self) -> str:
        return reverse("byggeri:lokalplan", args=[self.nummer])


class Lokalplanprojekt(models.Model):
    """A project that fulfils some of a plan's requirement, in m²."""

    lokalplan = models.ForeignKey(Lokalplan, on_delete=models.CASCADE, related_name="projekter")
    projekt = models.ForeignKey("byggeri.Projekt", on_delete=models.PROTECT, related_name="lokalplaner")
    m2 = models.DecimalField("areal, der tæller (m²)", max_digits=12, decimal_places=2, default=Decimal(0))
    registreret = models.DateTimeField(auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "projekt i lokalplan"
        verbose_name_plural = "projekter i lokalplaner"
        ordering = ["lokalplan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lokalplan", "projekt"], name="lokalplanprojekt_unik"),
            models.CheckConstraint(condition=Q(m2__gt=0), name="lokalplanprojekt_over_0"),
        ]

    def __str__(self) -> str:
        return f"{self.projekt} i {self.lokalplan}"
