"""A plan, its efforts, milestones, money and status reports: the same for every kind of plan. State and approval follow from the case."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.planer.models.politik import Politik, Politikmaal, Strategi


class Planart(models.TextChoices):
    """The kinds of plan; each is a case type of the same id."""

    HANDLEPLAN = "handleplan", "Handleplan"
    HELHEDSPLAN = "boligsocial_helhedsplan", "Boligsocial helhedsplan"
    UDVIKLINGSPLAN = "udviklingsplan", "Udviklingsplan"
    FORANDRINGSPLAN = "forandringsplan", "Forandringsplan"
    KVARTERPLAN = "kvarterplan", "Kvarterplan"


class Plan(models.Model):
    """A plan for areas in a period. It lives on after an area leaves a list: it hangs on the area, not on its class.

    `erstatter`: the plan that this one follows. `fra`/`til` may be unknown until the plan is negotiated.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="plan")
    art = models.CharField("art", max_length=40, choices=Planart.choices)
    navn = models.CharField("navn", max_length=200)
    fra = models.DateField("fra", null=True, blank=True)
    til = models.DateField("til", null=True, blank=True)
    formaal = models.TextField("formål og indhold", blank=True)
    omraader = models.ManyToManyField(
        "omraader.Omraade", blank=True, related_name="planer", verbose_name="områder"
    )
    politik = models.ForeignKey(
        Politik,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="planer",
        verbose_name="politik",
    )
    strategier = models.ManyToManyField(
        Strategi, blank=True, related_name="planer", verbose_name="strategier"
    )
    boligorganisationer = models.ManyToManyField(
        "organisationer.Boligorganisation",
        blank=True,
        related_name="planer",
        verbose_name="boligorganisationer",
    )
    erstatter = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="afloest_af",
        verbose_name="afløser",
    )
    kilde = models.CharField("kilde", max_length=400, blank=True)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    note = models.TextField("note", blank=True)

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        ordering = [F("fra").desc(nulls_last=True), "navn"]
        indexes = [models.Index(fields=["art", "til"], name="plan_art_til")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="plan_periode",
            )
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("planer:plan", args=[self.sag.nummer])


class Indsatsart(models.TextChoices):
    """Of what kind an effort or project is (M28: physical, social and cultural)."""

    FYSISK = "fysisk", "Fysisk"
    SOCIAL = "social", "Social"
    KULTUREL = "kulturel", "Kulturel"
    TVAERGAAENDE = "tvaergaaende", "Tværgående"


class Indsats(models.Model):
    """An effort or project of a plan: what, why, who owns it, where, for how much. `budget` in whole kroner, None: not settled.

    `ansvarlig` is one of the profile's forvaltninger, or "" where another party has it (`ansvarlig_tekst`). `tema` is a theme of the
    regulation in force. `sag`: the case in which a project came back to be decided. `viderefoert_fra`: the effort of an earlier plan
    that this one continues.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indsatser")
    navn = models.CharField("navn", max_length=200)
    art = models.CharField("art", max_length=20, choices=Indsatsart.choices, default=Indsatsart.TVAERGAAENDE)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    maal = models.ForeignKey(
        Politikmaal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indsatser",
        verbose_name="mål",
    )
    ansvarlig = models.CharField("ansvarlig forvaltning", max_length=30, blank=True)
    ansvarlig_tekst = models.CharField("anden ansvarlig", max_length=160, blank=True)
    omraader = models.ManyToManyField(
        "omraader.Omraade", blank=True, related_name="indsatser", verbose_name="områder"
    )
    tema = models.CharField("tema", max_length=60, blank=True)
    budget = models.BigIntegerField("budget (kr.)", null=True, blank=True)
    fra = models.DateField("fra", null=True, blank=True)
    til = models.DateField("til", null=True, blank=True)
    sag = models.ForeignKey(
        "sager.Sag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="planindsatser",
        verbose_name="sag",
    )
    udgaaet = models.DateField("udgået den", null=True, blank=True)
    viderefoert_fra = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="viderefoert_som",
        verbose_name="videreført fra",
    )

    class Meta:
        verbose_name = "indsats"
        verbose_name_plural = "indsatser"
        ordering = ["plan", "id"]
        indexes = [models.Index(fields=["ansvarlig"], name="indsats_ansvarlig")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="indsats_periode",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="indsats_ikke_negativ"
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("planer:indsats", args=[self.plan.sag.nummer, self.pk])


class Milepael(models.Model):
    """A milestone of a plan or of one of its efforts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milepaele")
    indsats = models.ForeignKey(
        Indsats,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="milepaele",
        verbose_name="indsats",
    )
    titel = models.CharField("milepæl", max_length=200)
    frist = models.DateField("frist")
    naaet = models.DateField("nået den", null=True, blank=True)
    note = models.CharField("note", max_length=400, blank=True)

    class Meta:
        verbose_name = "milepæl"
        verbose_name_plural = "milepæle"
        ordering = ["frist", "id"]

    def __str__(self) -> str:
        return self.titel


class Lys(models.TextChoices):
    """The traffic light of a status report; always with its word and a text."""

    GROEN = "groen", "Går som planlagt"
    GUL = "gul", "Kræver opmærksomhed"
    ROED = "roed", "Går ikke som planlagt"


class Statusmelding(models.Model):
    """What somebody reported of a plan or an effort on a day. Only added: the latest is where it stands."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="statusmeldinger")
    indsats = models.ForeignKey(
        Indsats, on_delete=models.PROTECT, null=True, related_name="statusmeldinger", verbose_name="indsats"
    )
    dato = models.DateField("status pr.")
    lys = models.CharField("status", max_length=10, choices=Lys.choices)
    tekst = models.TextField("hvordan det går")
    forvaltning = models.CharField("meldt af forvaltning", max_length=30, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "statusmelding"
        verbose_name_plural = "statusmeldinger"
        ordering = ["-dato", "-id"]
        indexes = [models.Index(fields=["indsats", "-dato"], name="statusmelding_indsats")]

    def __str__(self) -> str:
        return f"{self.indsats or self.plan}: {self.get_lys_display()}"


class Finansieringspart(models.TextChoices):
    """Who pays a part of a plan."""

    LBF = "lbf", "Landsbyggefonden"
    KOMMUNE = "kommune", "Kommunen"
    BOLIGORGANISATION = "boligorganisation", "Boligorganisationen"
    STAT = "stat", "Staten"
    ANDRE = "andre", "Andre"


class Finansieringsdel(models.Model):
    """What one party pays of a plan's budget, in whole kroner."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="finansiering")
    part = models.CharField("hvem betaler", max_length=20, choices=Finansieringspart.choices)
    beloeb = models.BigIntegerField("beløb (kr.)")
    note = models.CharField("note", max_length=200, blank=True)

    class Meta:
        verbose_name = "finansieringsdel"
        verbose_name_plural = "finansieringsdele"
        ordering = ["plan", "part"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "part"], name="finansieringsdel_unik"),
            models.CheckConstraint(condition=Q(beloeb__gte=0), name="finansieringsdel_ikke_negativ"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.beloeb} kr."


class Budgetlinje(models.Model):
    """A plan's budget for a year and a theme (either may be left out), in whole kroner."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budgetlinjer")
    aar = models.PositiveSmallIntegerField("år", null=True, blank=True)
    tema = models.CharField("tema", max_length=60, blank=True)
    beloeb = models.BigIntegerField("beløb (kr.)")

    class Meta:
        verbose_name = "budgetlinje"
        verbose_name_plural = "budgetlinjer"
        ordering = ["plan", "tema", "aar"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "aar", "tema"], name="budgetlinje_unik"),
            models.CheckConstraint(condition=Q(beloeb__gte=0), name="budgetlinje_ikke_negativ"),
        ]

    def __str__(self) -> str:
        return f"{self.tema} {self.aar or ''}: {self.beloeb} kr."
