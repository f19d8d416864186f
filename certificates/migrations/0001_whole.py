import django.db.models.deletion
import participants.models.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('certificates', '0001_initial'), ('certificates', '0002_versions'), ('certificates', '0003_signing'), ('certificates', '0004_credentials'), ('certificates', '0005_checking'), ('certificates', '0006_look'), ('certificates', '0007_disclosure'), ('certificates', '0008_stages_and_followed'), ('certificates', '0009_artwork')]

    initial = True

    dependencies = [
        ('participants', '0001_whole'),
        ('workshops', '0001_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public', models.CharField(max_length=60, unique=True, verbose_name='kunci')),
                ('sealed', models.CharField(max_length=200)),
                ('in_use', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('lost_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='certificates_issuerkey_one_in_use'), models.CheckConstraint(condition=models.Q(models.Q(('in_use', True), ('lost_at', None), ('retired_at', None)), models.Q(('in_use', False), ('retired_at__isnull', False)), _connector='OR'), name='certificates_issuerkey_retired_says_when')],
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SigningAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=participants.models.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_accounts', to='participants.organisationunit')),
                ('name', models.CharField(max_length=200, verbose_name='nama penanda tangan')),
                ('method', models.CharField(choices=[('own-key', 'Berkas .p12 milik pejabat (PKCS#12)'), ('bsre-v1', 'BSrE eSign v1'), ('bsre-v2', 'BSrE eSign v2'), ('server-key', 'Kunci di server (PKCS#12)'), ('seal', 'Segel elektronik instansi (BSrE)')], max_length=10, verbose_name='cara menandatangani')),
                ('service', models.CharField(blank=True, max_length=60, verbose_name='layanan atau kunci')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signing_accounts', to=settings.AUTH_USER_MODEL, verbose_name='akun masuk')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='nomor WhatsApp')),
                ('key_sealed', models.TextField(blank=True)),
                ('nik_sealed', models.CharField(blank=True, max_length=160)),
                ('seal_sealed', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('unit', 'name', 'method'), name='certificates_signingaccount_one_in_use_of_a_name', violation_error_message='Unit ini sudah mempunyai penanda tangan itu.')],
            },
        ),
        migrations.CreateModel(
            name='SignerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='certificates.signingaccount')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signer_link', to=settings.AUTH_USER_MODEL)),
                ('lookup', models.CharField(max_length=64, unique=True)),
                ('sealed', models.CharField(max_length=160)),
                ('valid_to', models.DateTimeField(verbose_name='berlaku sampai')),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='certificates_signerlink_revoked_says_when_and_by_whom'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('account',), name='certificates_signerlink_one_of_an_account')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=participants.models.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_templates', to='participants.organisationunit')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'Inggris')], default='id', max_length=2, verbose_name='bahasa')),
                ('office', models.CharField(max_length=200, verbose_name='kop')),
                ('place', models.CharField(max_length=80, verbose_name='ditetapkan di')),
                ('signatory_name', models.CharField(max_length=200, verbose_name='nama penanda tangan')),
                ('signatory_post', models.CharField(max_length=200, verbose_name='jabatan penanda tangan')),
                ('signatory_rank', models.CharField(blank=True, max_length=80, verbose_name='pangkat penanda tangan')),
                ('signatory_nip', models.CharField(blank=True, max_length=18, verbose_name='NIP penanda tangan')),
                ('signing_account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.signingaccount', verbose_name='tanda tangan elektronik')),
                ('second_name', models.CharField(blank=True, max_length=200, verbose_name='nama penanda tangan kedua')),
                ('second_post', models.CharField(blank=True, max_length=200, verbose_name='jabatan penanda tangan kedua')),
                ('second_rank', models.CharField(blank=True, max_length=80, verbose_name='pangkat penanda tangan kedua')),
                ('second_nip', models.CharField(blank=True, max_length=18, verbose_name='NIP penanda tangan kedua')),
                ('second_account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.signingaccount', verbose_name='tanda tangan elektronik kedua')),
                ('public_name', models.CharField(choices=[('full', 'Lengkap'), ('initials', 'Huruf awal saja')], default='full', max_length=8, verbose_name='nama pada halaman pemeriksaan')),
                ('public_unit', models.BooleanField(default=True, verbose_name='tampilkan asal instansi')),
                ('look', models.JSONField(blank=True, default=dict)),
                ('background', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('crest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('logo_1', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('logo_2', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('logo_3', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'name', 'version'), name='certificates_template_version_once'), models.UniqueConstraint(condition=models.Q(('retired_at', None), ('version__gt', 0)), fields=('unit', 'name'), name='certificates_template_one_in_use_of_a_name', violation_error_message='Unit ini sudah mempunyai templat dengan nama ini.'), models.CheckConstraint(condition=models.Q(('version__gt', 0), ('retired_at', None), _connector='OR'), name='certificates_template_draft_was_never_in_use', violation_error_message='Rancangan belum pernah dipakai.')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=participants.models.ids.new_long_public_id, editable=False, max_length=20, unique=True)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='workshops.workshop')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='workshops.registration')),
                ('entitlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='workshops.entitlement')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.template')),
                ('kind', models.CharField(choices=[('attended', 'Telah mengikuti'), ('completed', 'Lulus'), ('followed', 'Surat keterangan')], max_length=9)),
                ('stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='workshops.stage')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='versi')),
                ('number', models.CharField(max_length=120, verbose_name='nomor')),
                ('statement', models.JSONField()),
                ('statement_sha256', models.CharField(max_length=64)),
                ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('original', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('state', models.CharField(choices=[('prepared', 'Menunggu tanda tangan'), ('issued', 'Berlaku'), ('revoked', 'Dicabut'), ('superseded', 'Digantikan'), ('withdrawn', 'Batal terbit')], default='issued', max_length=10)),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='certificates.certificate')),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['number'], name='certificates_by_number')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage', None), ('state', 'issued')), fields=('registration', 'kind'), name='certificates_certificate_one_valid_of_a_kind', violation_error_message='Peserta ini sudah mempunyai sertifikat yang berlaku.'), models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('registration', 'kind', 'stage'), name='certificates_certificate_one_valid_of_a_kind_and_stage', violation_error_message='Peserta ini sudah mempunyai sertifikat yang berlaku.'), models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('workshop', 'number'), name='certificates_certificate_one_valid_with_a_number', violation_error_message='Nomor ini sudah dipakai sertifikat lain.'), models.UniqueConstraint(condition=models.Q(('stage', None), ('state', 'prepared')), fields=('registration', 'kind'), name='certificates_certificate_one_prepared_of_a_kind', violation_error_message='Sertifikat peserta ini sedang menunggu tanda tangan.'), models.UniqueConstraint(condition=models.Q(('state', 'prepared')), fields=('registration', 'kind', 'stage'), name='certificates_certificate_one_prepared_of_a_kind_and_stage', violation_error_message='Sertifikat peserta ini sedang menunggu tanda tangan.'), models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('entitlement', 'version'), name='certificates_certificate_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at', None), ('issued_by', None), ('state__in', ['prepared', 'withdrawn'])), models.Q(models.Q(('state__in', ['prepared', 'withdrawn']), _negated=True), ('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='certificates_certificate_issued_says_when_and_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), ('superseded_by__isnull', False)), models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_by', None)), _connector='OR'), name='certificates_certificate_superseded_says_by_which')],
            },
        ),
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='certificates.certificate')),
                ('act', models.CharField(choices=[('prepared', 'Disiapkan'), ('signed', 'Ditandatangani'), ('issued', 'Diterbitkan'), ('revoked', 'Dicabut'), ('superseded', 'Digantikan'), ('withdrawn', 'Dibatalkan')], max_length=10)),
                ('public_reason', models.CharField(blank=True, max_length=200, verbose_name='alasan untuk umum')),
                ('file_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan untuk arsip')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act', 'revoked'), _negated=True), models.Q(('public_reason', ''), _negated=True), _connector='OR'), name='certificates_certificateevent_revoking_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='certificates.certificate')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='certificates.issuerkey')),
                ('status_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='certificates.statuslist')),
                ('place', models.PositiveIntegerField()),
                ('content', models.TextField()),
                ('token', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('status_list', 'place'), name='certificates_credential_place_once'), models.CheckConstraint(condition=models.Q(('place__lt', 131072)), name='certificates_credential_place_is_in_the_list')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='certificates.certificate')),
                ('lookup', models.CharField(max_length=64, unique=True)),
                ('sealed', models.CharField(max_length=160)),
                ('valid_to', models.DateTimeField(verbose_name='berlaku sampai')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('certificate',), name='certificates_disclosure_one_of_a_certificate'), models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('made_at'))), name='certificates_disclosure_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='certificates.certificate')),
                ('place', models.PositiveSmallIntegerField(default=1)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='certificates.signingaccount')),
                ('state', models.CharField(choices=[('waiting', 'Menunggu'), ('running', 'Sedang ditandatangani'), ('signed', 'Sudah ditandatangani'), ('failed', 'Gagal'), ('dropped', 'Tidak jadi')], default='waiting', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('input_sha256', models.CharField(blank=True, max_length=64)),
                ('output_sha256', models.CharField(blank=True, max_length=64)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('error', models.JSONField(blank=True, default=list)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.storedfile')),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'state', 'certificate'], name='signature_by_account_state')],
                'constraints': [models.UniqueConstraint(fields=('certificate', 'place'), name='certificates_signature_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('state', 'signed')), models.Q(models.Q(('state', 'signed'), _negated=True), ('signed_at', None), ('signed_by', None)), _connector='OR'), name='certificates_signature_signed_says_when_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='SignatureAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='certificates.signature')),
                ('method', models.CharField(choices=[('own-key', 'Berkas .p12 milik pejabat (PKCS#12)'), ('bsre-v1', 'BSrE eSign v1'), ('bsre-v2', 'BSrE eSign v2'), ('server-key', 'Kunci di server (PKCS#12)'), ('seal', 'Segel elektronik instansi (BSrE)')], max_length=10)),
                ('outcome', models.CharField(default='begun', max_length=40)),
                ('input_sha256', models.CharField(max_length=64)),
                ('output_sha256', models.CharField(blank=True, max_length=64)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['signature', 'id'], name='attempt_by_signature')],
            },
        ),
    ]
