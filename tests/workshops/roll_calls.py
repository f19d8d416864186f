"""Makes invented daftar hadir; a test says only what it is about."""

from datetime import UTC, date, datetime

from workshops.exporting.roll_call import Chair, RollCallRow, RollCallSheet

PRINTED_AT = datetime(2021, 11, 23, 7, 50, tzinfo=UTC)
AT_0802 = datetime(2021, 11, 23, 0, 2, tzinfo=UTC)  # 08.02 WITA


def make_row(place: int, **said) -> RollCallRow:
    usual = {
        "name": f"La Ode Peserta {place}, S.Kom.",
        "unit": "Badan Perencanaan Pembangunan Daerah",
        "post": "Pranata Komputer Ahli Pertama",
        "rank": "Penata Muda (III/a)",
        "nip": f"19900101201501{place:04d}",
        "marks": (AT_0802, None),
    }
    return RollCallRow(**(usual | said))


def make_roll_call(count: int = 3, **said) -> RollCallSheet:
    usual = {
        "government": "Pemerintah Kabupaten Buton",
        "organiser": "Dinas Komunikasi dan Informatika",
        "title": "Bimbingan Teknis Penyusunan Masterplan Smart City Kabupaten Buton",
        "stage": "Tahap IV",
        "session": "Hari pertama",
        "held_on": date(2021, 11, 23),
        "starts_at": datetime(2021, 11, 23, 0, 0, tzinfo=UTC),
        "ends_at": datetime(2021, 11, 23, 8, 0, tzinfo=UTC),
        "timezone": "Asia/Makassar",
        "venue": "Aula Kantor Bupati Buton, Pasarwajo",
        "columns": ("Pagi", "Siang"),
        "rows": tuple(make_row(place) for place in range(1, count + 1)),
        "place": "Pasarwajo",
        "chair": Chair(
            name="Drs. H. Muhammad Syarif, M.Si.",
            post="Ketua Panitia",
            rank="Pembina Tk. I (IV/b)",
            nip="196801011993031005",
        ),
    }
    return RollCallSheet(**(usual | said))
