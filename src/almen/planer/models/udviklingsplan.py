"""What plans for the dwellings' composition have of their own (M27): counts, means, dispensations (almenboligloven § 168 a)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from almen.planer.models.plan import Indsats, Plan


class Udviklingsplan(models.Model):
    """What only the statutory plan has: since when the area is an omdannelsesområde, and whether both parties agree.

    `enige` chooses the way: agreement (§ 168 a), or the municipality's own plan that the minister approves (§ 168 b).
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="udviklingsplan")
    udpeget = models.DateField("udpeget som omdannelsesområde den", null=True, blank=True)
    enige = models.BooleanField("boligorganisation og kommune er enige", default=True)

    class Meta:
        verbose_name = "udviklingsplan"
        verbose_name_plural = "udviklingsplaner"
        ordering = ["-plan_id"]

    def __str__(self) -> str:
        return str(self.plan)


class Forandringsplan(models.Model):
    """What only København's preventive plan has: its own goals, one on each line."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="forandringsplan")
    maal = models.TextField("mål", blank=True)

    class Meta:
        verbose_name = "forandringsplan"
        verbose_name_plural = "forandringsplaner"
        ordering = ["-plan_id"]

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def maalliste(self) -> list[str]:
        """The goals, without empty lines."""
        return [line.strip() for line in self.maal.splitlines() if line.strip()]


class Boligopgoerelse(models.Model):
    """What stood in the area on a day, counted. The share is computed (`regler.udviklingsplan`), never kept."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="opgoerelser")
    dag = models.DateField("opgjort pr.")
    almene_familieboliger = models.PositiveIntegerField("almene familieboliger")
    andre_boliger = models.PositiveIntegerField("andre boliger")
    nedrevne = models.PositiveIntegerField("nedrevne, ikke erstattede", default=0)
    erhverv_m2 = models.PositiveIntegerField("erhvervsareal (m²)", default=0)
    kilde = models.CharField("kilde", max_length=400)
    note = models.CharField("note", max_length=400, blank=True)

    class Meta:
        verbose_name = "boligopgørelse"
        verbose_name_plural = "boligopgørelser"
        ordering = ["plan", "dag"]
        constraints = [models.UniqueConstraint(fields=["plan", "dag"], name="boligopgoerelse_dag")]

    def __str__(self) -> str:
        return f"{self.plan} pr. {self.dag}"


class Virkemiddelart(models.TextChoices):
    """How the share of family dwellings is brought down."""

    NEDRIVNING = "nedrivning", "Nedrivning af almene familieboliger"
    SALG = "salg", "Salg af almene familieboliger"
    OMMAERKNING = "ommaerkning", "Ommærkning til ungdoms- eller ældreboliger"
    SAMMENLAEGNING = "sammenlaegning", "Sammenlægning (almene familieboliger, der bliver færre)"
    NYBYGGERI = "nybyggeri", "Nye boliger, der ikke er almene familieboliger"
    NYE_FAMILIEBOLIGER = "nye_familieboliger", "Nye almene familieboliger"
    ERHVERV = "erhverv", "Nyt erhvervsareal"


class Virkemiddel(models.Model):
    """A means in a year: how many dwellings (or m² business area), planned, and what came of it. `indsats`: the project."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="virkemidler")
    art = models.CharField("virkemiddel", max_length=20, choices=Virkemiddelart.choices)
    aar = models.PositiveSmallIntegerField("år")
    antal = models.PositiveIntegerField("boliger", default=0)
    m2 = models.PositiveIntegerField("erhverv (m²)", default=0)
    gennemfoert = models.DateField("gennemført den", null=True, blank=True)
    indsats = models.ForeignKey(
        Indsats,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="virkemidler",
        verbose_name="projekt",
    )
    note = models.CharField("note", max_length=400, blank=True)

    class Meta:
        verbose_name = "virkemiddel"
        verbose_name_plural = "virkemidler"
        ordering = ["plan", "aar", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(antal__gt=0) | Q(m2__gt=0), name="virkemiddel_noget")
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.aar}: {self.antal or self.m2}"


class Dispensationsgrundlag(models.TextChoices):
    """Which rule a dispensation rests on."""

    STK_3 = "stk_3", "§ 168 a, stk. 3"
    STK_4 = "stk_4", "§ 168 a, stk. 4 (lille område)"


class Dispensation(models.Model):
    """A dispensation from the share, asked for and answered by the minister. `maal_pct`: the share that was granted."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dispensationer")
    grundlag = models.CharField("grundlag", max_length=10, choices=Dispensationsgrundlag.choices)
    ansoegt = models.DateField("ansøgt den")
    ansoegt_pct = models.DecimalField("ansøgt andel (pct.)", max_digits=5, decimal_places=2)
    oplysninger = models.JSONField("oplysninger om betingelserne", default=dict)
    afgjort = models.DateField("afgjort den", null=True, blank=True)
    givet = models.BooleanField("givet", null=True, blank=True)
    maal_pct = models.DecimalField("ny andel (pct.)", max_digits=5, decimal_places=2, null=True, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)

    class Meta:
        verbose_name = "dispensation"
        verbose_name_plural = "dispensationer"
        ordering = ["plan", "ansoegt"]

    def __str__(self) -> str:
        return f"{self.get_grundlag_display()} {self.ansoegt}"
