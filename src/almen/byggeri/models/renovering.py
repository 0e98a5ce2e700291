"""A renovation (fysisk helhedsplan): what is wrong, what is done, what it costs at Skema A, B and C, and what the rent becomes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.byggeri.models.projekt import Bogstav


class Problemtype(models.TextChoices):
    """What a helhedsplan is meant to mend."""

    BYGNING = "bygning", "Bygningsmæssige problemer"
    HUSLEJE = "husleje", "Huslejeproblemer"
    SOCIAL = "social", "Sociale problemer"


class Genhusning(models.TextChoices):
    """Whether tenants must move while the works go on."""

    INGEN = "ingen", "Ingen genhusning"
    MIDLERTIDIG = "midlertidig", "Midlertidig genhusning"
    PERMANENT = "permanent", "Permanent genhusning"


class Renovering(models.Model):
    """The facts of one renovation case; its figures are in `Renoveringsskema`, version by version."""

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="renovering")
    afdelinger = models.ManyToManyField(
        "organisationer.Afdeling", blank=True, related_name="renoveringer", verbose_name="afdelinger"
    )
    navn = models.CharField("navn", max_length=160)
    adresse = models.CharField("adresse", max_length=200, blank=True)
    problemer = models.JSONField("problemtyper", default=list, blank=True)
    boliger = models.PositiveIntegerField("boliger", null=True, blank=True)
    bruttoareal_m2 = models.DecimalField(
        "bruttoareal (m²)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    beboerafstemning_dato = models.DateField("beboerne har stemt den", null=True, blank=True)
    beboere_godkendt = models.BooleanField("beboerne har godkendt", null=True, blank=True)
    genhusning = models.CharField("genhusning", max_length=12, choices=Genhusning.choices, blank=True)
    genhusning_boliger = models.PositiveIntegerField("boliger, der genhuses", null=True, blank=True)
    lbf_tilsagn_dato = models.DateField("Landsbyggefondens tilsagn", null=True, blank=True)
    udbud_dato = models.DateField("udbud", null=True, blank=True)
    garanti_soegt = models.BooleanField("der søges garanti", default=True)
    garanti_maks = models.PositiveBigIntegerField("garanti højst (kr.)", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    note = models.TextField("note", blank=True)

    class Meta:
        verbose_name = "renovering"
        verbose_name_plural = "renoveringer"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("byggeri:renovering", args=[self.sag.nummer])

    @classmethod
    def title_of(cls, felt: str) -> str:
        """What a field is called in Danish."""
        return str(getattr(cls._meta.get_field(felt), "verbose_name", felt))

    @property
    def problemnavne(self) -> list[str]:
        """The kinds of problems in words."""
        return [str(Problemtype(item).label) for item in self.problemer if item in Problemtype.values]


class Renoveringsskema(models.Model):
    """One version of the figures at Skema A, B or C in whole kroner; None = not known. New figures are a new version."""

    renovering = models.ForeignKey(Renovering, on_delete=models.CASCADE, related_name="skemaer")
    bogstav = models.CharField("skema", max_length=1, choices=Bogstav.choices)
    version = models.PositiveIntegerField("version")
    indsendt = models.DateField("indsendt", null=True, blank=True)
    stoettede_arbejder = models.PositiveBigIntegerField("støttede arbejder (kr.)", null=True, blank=True)
    ustoettede_arbejder = models.PositiveBigIntegerField("ustøttede arbejder (kr.)", null=True, blank=True)
    forbedringer = models.PositiveBigIntegerField("forbedringer (kr.)", null=True, blank=True)
    stoettet_laan = models.PositiveBigIntegerField("støttet lån (kr.)", null=True, blank=True)
    ustoettet_laan = models.PositiveBigIntegerField("ustøttet lån (kr.)", null=True, blank=True)
    tilskud = models.PositiveBigIntegerField("tilskud og trækningsret (kr.)", null=True, blank=True)
    egne_midler = models.PositiveBigIntegerField("egne midler (kr.)", null=True, blank=True)
    kapitaltilfoersel = models.PositiveBigIntegerField("kapitaltilførsel (kr.)", null=True, blank=True)
    loebetid_stoettet = models.PositiveSmallIntegerField("støttet låns løbetid (år)", null=True, blank=True)
    loebetid_ustoettet = models.PositiveSmallIntegerField("ustøttet låns løbetid (år)", null=True, blank=True)
    leje_foer_m2 = models.DecimalField(
        "husleje før (kr. pr. m² om året)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    leje_efter_m2 = models.DecimalField(
        "husleje efter (kr. pr. m² om året)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    kilde = models.CharField("kilde", max_length=500, blank=True)
    note = models.TextField("note", blank=True)
    laast_af_beslutning = models.PositiveIntegerField("låst af beslutning nr.", null=True, blank=True)
    laast_dato = models.DateField("låst den", null=True, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "renoveringsskema"
        verbose_name_plural = "renoveringsskemaer"
        ordering = ["renovering", "bogstav", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["renovering", "bogstav", "version"], name="renoveringsskema_unik_version"
            ),
            models.UniqueConstraint(
                fields=["renovering", "bogstav"],
                condition=Q(laast_af_beslutning__isnull=False),
                name="renoveringsskema_et_laast",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renovering} {self.bogstav}{self.version}"
