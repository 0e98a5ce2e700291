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


class Klassefremskrivning(models.Model):
    """Which class an area will probably have on a coming list: shares of the simulated outcomes, by main class ("" none).

    `uafgjort`: the share in which a missing figure leaves it undecided. `ventet` is the most frequent main class; `skifte` tells whether
    that is out of, into, or between classes as against the area's latest list, `chance` how often the main class changes at all.
    """

    class Skifte(models.TextChoices):
        """What the expected class is against the latest list's."""

        IND = "ind", "Kommer på en liste"
        UD = "ud", "Går ud af listerne"
        TUNGERE = "tungere", "Får en tungere klasse"
        LETTERE = "lettere", "Får en lettere klasse"
        SAMME = "samme", "Samme klasse"

    omraade = models.ForeignKey(Omraade, on_delete=models.CASCADE, related_name="klassefremskrivninger")
    liste = models.DateField("listens dag")
    nu = models.CharField("klasse nu", max_length=40, blank=True)
    ventet = models.CharField("ventet klasse", max_length=40, blank=True)
    skifte = models.CharField("skifte", max_length=10, choices=Skifte.choices)
    chance = models.DecimalField("chance for skifte (pct.)", max_digits=5, decimal_places=1)
    andele = models.JSONField("andele efter klasse (pct.)", default=dict)
    uafgjort = models.DecimalField("kan ikke afgøres (pct.)", max_digits=5, decimal_places=1)
    sidste_liste = models.DateField("bygger på lister til og med")
    beregnet = models.DateTimeField("beregnet", auto_now=True)

    class Meta:
        verbose_name = "klassefremskrivning"
        verbose_name_plural = "klassefremskrivninger"
        ordering = ["liste", "-chance", "omraade"]
        constraints = [models.UniqueConstraint(fields=["omraade", "liste"], name="klassefremskrivning_unik")]
        indexes = [models.Index(fields=["liste", "skifte"], name="klassefremskrivning_liste")]

    def __str__(self) -> str:
        return f"{self.omraade} {self.liste.year}: {self.ventet or 'ingen klasse'}"


class Tilbageproevning(models.Model):
    """How the projections have done on the lists that are known: by indicator, and for classes. The newest is shown."""

    beregnet = models.DateTimeField("beregnet", auto_now_add=True)
    resultat = models.JSONField("resultat", default=dict)

    class Meta:
        verbose_name = "tilbageprøvning"
        verbose_name_plural = "tilbageprøvninger"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Tilbageprøvning {self.beregnet:%d.%m.%Y}"
