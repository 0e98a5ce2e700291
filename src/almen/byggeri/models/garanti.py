"""The municipality's guarantees and land loans, each with the decisions they rest on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Garantiformaal(models.TextChoices):
    """What the guaranteed loan pays for."""

    BOLIGER = "boliger", "Boliger"
    SERVICEAREAL = "serviceareal", "Serviceareal"


class Garantiramme(models.Model):
    """The most the case's guarantees may come to, as decided. Without an amount: the source does not print
    it.
    """

    sag = models.ForeignKey("sager.Sag", on_delete=models.CASCADE, related_name="garantirammer")
    beloeb = models.PositiveBigIntegerField("garanti højst (kr.)", null=True, blank=True)
    beslutning_nummer = models.PositiveIntegerField("beslutning nr.")
    dato = models.DateField("besluttet den")
    ophaevet_af_beslutning = models.PositiveIntegerField("ophævet af beslutning nr.", null=True, blank=True)

    class Meta:
        verbose_name = "garantiramme"
        verbose_name_plural = "garantirammer"
        ordering = ["sag", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sag"],
                condition=Q(ophaevet_af_beslutning__isnull=True),
                name="garantiramme_en_pr_sag",
            )
        ]

    def __str__(self) -> str:
        return f"Garantiramme for sag {self.sag_id}"


class Garanti(models.Model):
    """One guarantee in the register: proposed until a decision gives it. Whole kroner.

    `brutto` is empty until the lender has valued the property; it then never exceeds the loan or the case's
    frame.
    """

    sag = models.ForeignKey("sager.Sag", on_delete=models.CASCADE, related_name="garantier")
    formaal = models.CharField(
        "formål", max_length=20, choices=Garantiformaal.choices, default=Garantiformaal.BOLIGER
    )
    laangiver = models.CharField("långiver", max_length=120, blank=True)
    laanetype = models.CharField("lånetype", max_length=120, blank=True)
    loebetid_aar = models.PositiveSmallIntegerField("løbetid (år)", null=True, blank=True)
    laan = models.PositiveBigIntegerField("lån (kr.)", null=True, blank=True)
    ejendomsvaerdi = models.PositiveBigIntegerField("långivers værdiansættelse (kr.)", null=True, blank=True)
    brutto = models.PositiveBigIntegerField("garanti brutto (kr.)", null=True, blank=True)
    pct_af_laan = models.DecimalField(
        "garanti i pct. af lånet", max_digits=5, decimal_places=2, null=True, blank=True
    )
    regaranti_pct = models.DecimalField("regaranti (pct.)", max_digits=5, decimal_places=2, default=0)
    regaranti = models.PositiveBigIntegerField("regaranti (kr.)", default=0)
    netto = models.PositiveBigIntegerField("garanti netto (kr.)", null=True, blank=True)
    beslutning_nummer = models.PositiveIntegerField("beslutning nr.", null=True, blank=True)
    beslutning_dato = models.DateField("besluttet den", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    note = models.CharField("note", max_length=500, blank=True)

    class Meta:
        verbose_name = "garanti"
        verbose_name_plural = "garantier"
        ordering = ["sag", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(brutto__isnull=True) | Q(laan__isnull=True) | Q(laan__gte=F("brutto")),
                name="garanti_hoejst_laanet",
            ),
            models.CheckConstraint(
                condition=Q(brutto__isnull=True, netto__isnull=True, regaranti=0)
                | Q(netto=F("brutto") - F("regaranti")),
                name="garanti_netto_gaar_op",
            ),
            models.CheckConstraint(
                condition=Q(regaranti_pct__gte=0, regaranti_pct__lte=100), name="garanti_regaranti_0_100"
            ),
        ]

    def __str__(self) -> str:
        return f"Garanti for sag {self.sag_id}"


class Grundkoebslaan(models.Model):
    """A land loan (almenboligloven § 119 a): the municipality's part and the fund's, in whole kroner."""

    sag = models.ForeignKey("sager.Sag", on_delete=models.CASCADE, related_name="grundkoebslaan")
    ansoegningsdato = models.DateField("ansøgt den", null=True, blank=True)
    grundudgifter = models.PositiveBigIntegerField("grundudgifter (kr.)", null=True, blank=True)
    loft = models.PositiveBigIntegerField("lånet kan højst være (kr.)", null=True, blank=True)
    kommune = models.PositiveBigIntegerField("kommunens andel (kr.)")
    fond = models.PositiveBigIntegerField("fondens andel (kr.)")
    lbf_tilsagn_dato = models.DateField("Landsbyggefondens tilsagn", null=True, blank=True)
    beslutning_nummer = models.PositiveIntegerField("beslutning nr.", null=True, blank=True)
    beslutning_dato = models.DateField("besluttet den", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    note = models.CharField("note", max_length=500, blank=True)

    class Meta:
        verbose_name = "grundkøbslån"
        verbose_name_plural = "grundkøbslån"
        ordering = ["sag", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(loft__isnull=True) | Q(loft__gte=F("kommune") + F("fond")),
                name="grundkoebslaan_inden_for_loft",
            )
        ]

    def __str__(self) -> str:
        return f"Grundkøbslån for sag {self.sag_id}"

    @property
    def beloeb(self) -> int:
        """The whole loan in kroner."""
        return self.kommune + self.fond
