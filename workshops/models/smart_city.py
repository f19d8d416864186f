"""The words of a Smart City masterplan: pillars, sub-dimensions, action groups, horizons, themes.

Sources: domain.md §1.2 (SNI ISO 37122, four action groups), §1.4 (horizons), §1.5 (six pillars with
their eighteen sub-dimensions), §1.6 (states and causes).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    GOVERNANCE = "governance", _("Smart Governance")
    BRANDING = "branding", _("Smart Branding")
    ECONOMY = "economy", _("Smart Economy")
    LIVING = "living", _("Smart Living")
    SOCIETY = "society", _("Smart Society")
    ENVIRONMENT = "environment", _("Smart Environment")


class SubDimension(models.TextChoices):
    """Its pillar is the word before the point."""

    PUBLIC_SERVICE = "governance.service", _("Layanan publik")
    BUREAUCRACY = "governance.bureaucracy", _("Tata kelola birokrasi")
    PUBLIC_POLICY = "governance.policy", _("Kebijakan publik")
    TOURISM = "branding.tourism", _("Tourism branding")
    BUSINESS = "branding.business", _("Business branding")
    APPEARANCE = "branding.appearance", _("City appearance branding")
    INDUSTRY = "economy.industry", _("Daya saing industri")
    WELFARE = "economy.welfare", _("Kesejahteraan rakyat")
    TRANSACTION = "economy.transaction", _("Transaksi keuangan")
    LAND_USE = "living.land_use", _("Harmonisasi tata ruang")
    HEALTH = "living.health", _("Kesehatan")
    MOBILITY = "living.mobility", _("Mobilitas dan transportasi")
    INTERACTION = "society.interaction", _("Interaksi masyarakat")
    LEARNING = "society.learning", _("Ekosistem belajar")
    SECURITY = "society.security", _("Keamanan masyarakat")
    PROTECTION = "environment.protection", _("Proteksi lingkungan")
    WASTE = "environment.waste", _("Tata kelola sampah dan limbah")
    ENERGY = "environment.energy", _("Tata kelola energi")

    @property
    def pillar(self) -> Pillar:
        return Pillar(self.value.partition(".")[0])


class ActionGroup(models.IntegerChoices):
    """The four groups of a rencana aksi."""

    POLICY = 1, _("Pengembangan kebijakan dan kelembagaan")
    INFRASTRUCTURE = 2, _("Penguatan infrastruktur pendukung")
    SOFTWARE = 3, _("Penyediaan perangkat lunak dan aplikasi pendukung")
    LITERACY = 4, _("Penguatan literasi")


class Horizon(models.TextChoices):
    """How far a programme reaches: one year, five, ten."""

    SHORT = "short", _("Jangka pendek")
    MEDIUM = "medium", _("Jangka menengah")
    LONG = "long", _("Jangka panjang")


class FundSource(models.TextChoices):
    BUDGET = "apbd", _("APBD")
    OTHER = "non_apbd", _("Non-APBD")


class ProgrammeState(models.TextChoices):
    RUNNING = "running", _("Berjalan")
    NOT_RUNNING = "not_running", _("Belum berjalan")


class Cause(models.TextChoices):
    """Why a programme is not running."""

    REFOCUSING = "refocusing", _("Refocusing anggaran")
    IN_DEVELOPMENT = "in_development", _("Aplikasi dalam pengembangan")
    PEOPLE = "people", _("Sumber daya manusia")
    REGULATION = "regulation", _("Regulasi")
    OTHER = "other", _("Lainnya")


class SniTheme(models.TextChoices):
    """The nineteen themes of SNI ISO 37122."""

    ECONOMY = "economy", _("Ekonomi")
    EDUCATION = "education", _("Pendidikan")
    ENERGY = "energy", _("Energi")
    CLIMATE = "climate", _("Lingkungan dan perubahan iklim")
    FINANCE = "finance", _("Keuangan")
    GOVERNANCE = "governance", _("Pemerintahan")
    HEALTH = "health", _("Kesehatan")
    HOUSING = "housing", _("Perumahan")
    POPULATION = "population", _("Populasi dan kondisi sosial")
    RECREATION = "recreation", _("Rekreasi")
    SAFETY = "safety", _("Keamanan")
    SOLID_WASTE = "solid_waste", _("Limbah padat")
    SPORT = "sport", _("Olahraga dan budaya")
    TELECOMMUNICATION = "telecommunication", _("Telekomunikasi")
    TRANSPORT = "transport", _("Transportasi")
    FOOD = "food", _("Pertanian perkotaan dan ketahanan pangan")
    PLANNING = "planning", _("Perencanaan kota")
    WASTEWATER = "wastewater", _("Air limbah")
    WATER = "water", _("Air")
