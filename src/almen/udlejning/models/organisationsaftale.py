"""The individual agreement that carries the framework agreement out with one boligorganisation (M13): a case with a route."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.organisationer.models import Boligtype
from almen.udlejning.models.rammeaftale import PCT, Kriterium, Rammeaftale, Vej


class Organisationsaftale(models.Model):
    """One organisation's agreement in one framework period. Its status follows from the case; `underskrevet` is the paper's day."""

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="organisationsaftale")
    rammeaftale = models.ForeignKey(
        Rammeaftale, on_delete=models.PROTECT, related_name="organisationsaftaler"
    )
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="udlejningsaftaler",
        verbose_name="boligorganisation",
    )
    gyldig_fra = models.DateField("gælder fra")
    gyldig_til = models.DateField("gælder til")
    underskrevet = models.DateField("underskrevet den", null=True, blank=True)
    note = models.TextField("aftalt i øvrigt", blank=True)

    class Meta:
        verbose_name = "individuel udlejningsaftale"
        verbose_name_plural = "individuelle udlejningsaftaler"
        ordering = ["boligorganisation__navn", "-gyldig_fra"]
        constraints = [
            models.UniqueConstraint(
                fields=["rammeaftale", "boligorganisation"], name="organisationsaftale_en_pr_periode"
            ),
            models.CheckConstraint(
                condition=Q(gyldig_til__gte=F("gyldig_fra")), name="organisationsaftale_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"Udlejningsaftale {self.gyldig_fra.year}–{self.gyldig_til.year}, {self.boligorganisation}"

    def get_absolute_url(self) -> str:
        return reverse("udlejning:organisationsaftale", args=[self.sag.nummer])


class Afdelingsvilkaar(models.Model):
    """The share (percent) of an afdeling's vacant dwellings of one type that is let in one way, from a day.

    It holds before the step's share. `undtaget`: the afdeling is outside the agreement (e.g. AlmenBolig+), and `begrundelse`
    says why; then there is no share.
    """

    aftale = models.ForeignKey(Organisationsaftale, on_delete=models.CASCADE, related_name="vilkaar")
    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        related_name="udlejningsvilkaar",
        verbose_name="afdeling",
    )
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    vej = models.CharField("udlejes ved", max_length=12, choices=Vej.choices)
    pct = models.DecimalField(
        "andel (pct.)", max_digits=6, decimal_places=3, null=True, blank=True, validators=PCT
    )
    undtaget = models.BooleanField("uden for aftalen", default=False)
    fra = models.DateField("gælder fra")
    til = models.DateField("gælder til", null=True, blank=True)
    begrundelse = models.CharField("hvorfor", max_length=400, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)

    class Meta:
        verbose_name = "udlejningsvilkår for en afdeling"
        verbose_name_plural = "udlejningsvilkår for afdelinger"
        ordering = ["afdeling__nummer", "boligtype", "vej", "fra"]
        constraints = [
            models.UniqueConstraint(
                fields=["aftale", "afdeling", "boligtype", "vej", "fra"], name="afdelingsvilkaar_en_pr_dag"
            ),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="afdelingsvilkaar_periode"
            ),
            models.CheckConstraint(
                condition=Q(undtaget=False) | (Q(pct__isnull=True) & ~Q(begrundelse="")),
                name="afdelingsvilkaar_undtaget_begrundet",
            ),
            models.CheckConstraint(
                condition=Q(pct__isnull=True) | (Q(pct__gte=0) & Q(pct__lte=100)), name="afdelingsvilkaar_pct"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}: {self.get_vej_display()}"


class Afdelingskriterium(models.Model):
    """A criterion that an organisation's agreement uses for an afdeling beside those of its step, from a day."""

    aftale = models.ForeignKey(Organisationsaftale, on_delete=models.CASCADE, related_name="kriterier")
    afdeling = models.ForeignKey(
        "organisationer.Afdeling", on_delete=models.PROTECT, related_name="+", verbose_name="afdeling"
    )
    kriterium = models.ForeignKey(Kriterium, on_delete=models.PROTECT, related_name="afdelingskriterier")
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=1)
    fra = models.DateField("gælder fra")
    til = models.DateField("gælder til", null=True, blank=True)

    class Meta:
        verbose_name = "kriterium for en afdeling"
        verbose_name_plural = "kriterier for afdelinger"
        ordering = ["afdeling__nummer", "raekkefoelge", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["aftale", "afdeling", "kriterium", "fra"], name="afdelingskriterium_en_pr_dag"
            ),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="afdelingskriterium_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}: {self.kriterium}"
