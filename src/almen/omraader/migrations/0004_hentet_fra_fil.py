"""A reading knows the file it came in, so that undoing the import finds it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("omraader", "0003_fremskrivninger"),
        ("organisationer", "0002_import"),
    ]

    operations = [
        migrations.AddField(
            model_name="listeudpegning",
            name="hentet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisationer.import",
                verbose_name="hentet fra fil",
            ),
        ),
        migrations.AddField(
            model_name="noegletal",
            name="hentet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisationer.import",
                verbose_name="hentet fra fil",
            ),
        ),
    ]
