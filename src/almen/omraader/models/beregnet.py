"""What is computed from the readings and can be made anew at any time: an area's stand on each list, and projections."""

from __future__ import annotations

from django.db import models

from almen.omraader.models.omraade import Omraade


class Omraadestand(models.Model):
    """An area on a list: its figures, computed and published classes, and what lies nearest. Written with the readings.

    `tal`: figure by indicator as text, with printed decimals. `klasser`, `uafgjorte`: computed. `offentliggjort` None: nothing
    is published of the area on this list. `hovedklasse` is the published main class, else the computed one ("" none).
    `beregnet_hovedklasse` beside it; `uenig`: the two sets differ. `naermest`: the smallest share of a limit (in percent) that a
    criterion must move for the main class to change, negative towards a heavier class; None: unknown. `regler`: fingerprint of the
    parameters that were used.
    """

    omraade = models.ForeignKey(Omraade, on_delete=models.CASCADE, related_name="stande")
    liste = models.DateField("listens dag")
    seneste = models.BooleanField("områdets seneste liste", default=False)
    tal = models.JSONField("tal", default=dict)
    klasser = models.JSONField("beregnede klasser", default=list)
    uafgjorte = models.JSONField("klasser, der ikke kan afgøres", default=list)
    offentliggjort = models.JSONField("offentliggjorte klasser", null=True, default=None)
    hovedklasse = models.CharField("klasse", max_length=40, blank=True)
    beregnet_hovedklasse = models.CharField("beregnet klasse", max_length=40, blank=True)
    uenig = models.BooleanField("beregning og liste er uenige", default=False)
    aar_i_traek = models.PositiveSmallIntegerField("lister i træk som parallelsamfund", null=True)
    naermest = models.DecimalField(
        "nærmeste ændring (pct. af grænsen)", max_digits=9, decimal_places=2, null=True
    )
    naermeste_kriterium = models.CharField("nærmeste kriterium", max_length=60, blank=True)
    regler = models.CharField("reglernes aftryk", max_length=64)
    demo = models.BooleanField("demodata", default=False)

    class Meta:
        verbose_name = "områdets stilling på en liste"
        verbose_name_plural = "områdernes stilling på lister"
        ordering = ["-liste", "omraade"]
        constraints = [models.UniqueConstraint(fields=["omraade", "liste"], name="omraadestand_unik")]
        indexes = [
            models.Index(fields=["seneste", "hovedklasse"], name="omraadestand_seneste"),
            models.Index(fields=["liste", "hovedklasse"], name="omraadestand_liste"),
        ]

    def __str__(self) -> str:
        return f"{self.omraade} {self.liste.year}"


class Fremskrivning(models.Model):
    """A projected figure of an area on a coming list, with its uncertainty. Replaced whenever the figures change."""

    omraade = models.ForeignKey(Omraade, on_delete=models.CASCADE, related_name="fremskrivninger")
    indikator = models.CharField("indikator", max_length=60)
    liste = models.DateField("listens dag")
    middel = models.DecimalField("ventet værdi", max_digits=14, decimal_places=4)
    nedre = models.DecimalField("nedre grænse", max_digits=14, decimal_places=4)
    oevre = models.DecimalField("øvre grænse", max_digits=14, decimal_places=4)
    metode = models.CharField("metode", max_length=60)
    sidste_liste = models.DateField("bygger på lister til og med")
    antal_lister = models.PositiveSmallIntegerField("antal lister bag")
    beregnet = models.DateTimeField("beregnet", auto_now=True)

    class Meta:
        verbose_name = "fremskrivning"
        verbose_name_plural = "fremskrivninger"
        ordering = ["omraade", "indikator", "liste"]
        constraints = [
            models.UniqueConstraint(fields=["omraade", "indikator", "liste"], name="fremskrivning_unik")
        ]

    def __str__(self) -> str:
        return f"{self.omraade} {self.liste.year}: {self.indikator}"
