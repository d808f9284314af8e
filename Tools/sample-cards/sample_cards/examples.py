"""The examples of this repository: who is on each card, how it is printed, and how it was photographed."""

from __future__ import annotations

from dataclasses import dataclass

from .card import Style
from .ground import GroundStrength
from .layout import M1, M3, S1, S2
from .people import Card, person
from .photo import Scene


@dataclass(frozen=True)
class Example:
    """One picture. `card_px` is the width the card is drawn at, about its width in the picture."""

    file: str
    profile: str  # scan, phone or hard
    card: Card
    style: Style
    scene: Scene
    card_px: int
    quality: int = 88
    exif_orientation: int = 1
    resaved: tuple[tuple[int, int], ...] = ()  # earlier saves of a forwarded picture: width and JPEG quality


# Light behind the paper of a flatbed scanner: even, with a thin shadow around the card.
SCANNER = Scene(size=(1500, 970), table="paper", card_width=0.92, light_from=20, blur=0.55, noise=0.8, haze=0.03)

EXAMPLES = (
    Example(
        file="ktp_sample.jpg",
        profile="scan",
        card=person(
            "32.04.37", 9017,
            nama="RANGGA ADIWIJAYA", tempat_lahir="BANDUNG", tgl_lahir="17-08-1991", gol_darah="O",
            alamat="JL. MELATI RAYA NO. 14", rt_rw="003/011", kel_desa="PAMEKARAN", kecamatan="SOREANG",
            kabupaten="KABUPATEN BANDUNG", provinsi="JAWA BARAT",
            status_perkawinan="KAWIN", pekerjaan="KARYAWAN SWASTA",
            tempat_terbit="BANDUNG", tgl_terbit="04-10-2016",
        ),
        style=Style(layout=S2, seed=101, spread=0.5),
        scene=SCANNER,
        card_px=1380,
        quality=90,
    ),
    Example(
        file="ktp_phone_angle.jpg",
        profile="phone",
        card=person(
            "33.10.16", 9124,
            nama="SEKAR AYU PRAMESWARI", tempat_lahir="KLATEN", tgl_lahir="25-03-1988", jenis_kelamin="PEREMPUAN",
            gol_darah="A", alamat="DK. NGENTAK", rt_rw="002/006", kel_desa="SABRANG", kecamatan="DELANGGU",
            kabupaten="KABUPATEN KLATEN", provinsi="JAWA TENGAH",
            status_perkawinan="KAWIN", pekerjaan="MENGURUS RUMAH TANGGA",
            tempat_terbit="KLATEN", tgl_terbit="12-06-2012",
        ),
        style=Style(layout=S1, seed=102, spread=0.4, ground=GroundStrength(words=0.8)),
        scene=Scene(
            size=(4000, 3000), table="wood", card_width=0.66, center=(0.51, 0.49), turn=-7, tilt_x=27, tilt_y=-11,
            brightness=0.97, warmth=0.25, light_fall=0.22, light_from=-35, glare=0.25, glare_at=(0.62, 0.10),
            blur=1.5, noise=2.6,
        ),
        card_px=2640,
        quality=76,
    ),
    Example(
        file="ktp_rotated_90.jpg",
        profile="phone",
        card=person(
            "73.71.09", 9008,
            nama="ANDI FAJAR NUGRAHA", tempat_lahir="MAKASSAR", tgl_lahir="09-11-1994", gol_darah="B",
            alamat="JL. TODDOPULI LR. 5 NO. 21", rt_rw="004/009", kel_desa="PAROPO", kecamatan="PANAKKUKANG",
            kabupaten="KOTA MAKASSAR", provinsi="SULAWESI SELATAN",
            pekerjaan="PELAJAR/MAHASISWA", tempat_terbit="KOTA MAKASSAR", tgl_terbit="20-01-2014",
        ),
        style=Style(layout=S2, seed=103, labels={"jenis_kelamin": "Jenis kelamin", "gol_darah": "Gol Darah"}),
        scene=Scene(
            size=(1200, 1600), table="cloth", card_width=1.14, center=(0.49, 0.51), turn=92.5, tilt_x=5, tilt_y=6,
            warmth=0.1, light_fall=0.18, light_from=60, blur=0.8, noise=2.6,
        ),
        card_px=1370,
        quality=84,
    ),
    Example(
        file="ktp_two_line_address.jpg",
        profile="scan",
        card=person(
            "34.04.07", 9331,
            nama="DYAH KUSUMANINGTYAS", tempat_lahir="YOGYAKARTA", tgl_lahir="14-02-1979", jenis_kelamin="PEREMPUAN",
            agama="KATOLIK", alamat="PERUM GRIYA TAMAN ASRI BLOK C-12 NO. 7 SANTREN", rt_rw="012/004",
            kel_desa="CATURTUNGGAL", kecamatan="DEPOK",
            kabupaten="KABUPATEN SLEMAN", provinsi="DAERAH ISTIMEWA YOGYAKARTA",
            status_perkawinan="CERAI MATI", pekerjaan="DOSEN",
            tempat_terbit="SLEMAN", tgl_terbit="30-07-2018",
        ),
        style=Style(layout=S1, seed=104, spread=0.5, ground=GroundStrength(words=0.7, globe=0.8)),
        scene=Scene(
            size=(1280, 860), table="paper", card_width=0.90, turn=-0.8, light_from=200, blur=0.6, noise=1.2, haze=0.06
        ),
        card_px=1150,
        quality=85,
    ),
    Example(
        file="ktp_jakarta.jpg",
        profile="phone",
        card=person(
            "31.74.01", 9206,
            nama="BAGAS PRATAMA SETIADI", tempat_lahir="JAKARTA", tgl_lahir="02-12-1996", gol_darah="AB",
            alamat="JL. TEBET UTARA DALAM III C", rt_rw="007/002", kel_desa="TEBET TIMUR", kecamatan="TEBET",
            kabupaten="JAKARTA SELATAN", provinsi="DKI JAKARTA", agama="KRISTEN",
            pekerjaan="WIRASWASTA", tempat_terbit="JAKARTA SELATAN", tgl_terbit="18-05-2017",
        ),
        style=Style(layout=S2, seed=105),
        scene=Scene(
            size=(1920, 1440), table="desk", card_width=0.74, center=(0.49, 0.52), turn=3.5, tilt_x=13, tilt_y=7,
            warmth=-0.25, brightness=0.95, light_fall=0.25, light_from=70, blur=0.9, noise=2.8,
        ),
        card_px=1420,
        quality=82,
    ),
    Example(
        file="ktp_long_name.jpg",
        profile="phone",
        card=person(
            "35.78.24", 9412,
            nama="MUHAMMAD ALFARIZQI NURHIDAYATULLAH WICAKSONO", tempat_lahir="SURABAYA", tgl_lahir="23-06-1985",
            gol_darah="O", alamat="JL. RAYA TENGGILIS BLOK AA-9", rt_rw="001/005", kel_desa="KENDANGSARI",
            kecamatan="TENGGILIS MEJOYO", kabupaten="KOTA SURABAYA", provinsi="JAWA TIMUR",
            status_perkawinan="CERAI HIDUP", pekerjaan="PEGAWAI NEGERI SIPIL (PNS)",
            tempat_terbit="KOTA SURABAYA", tgl_terbit="09-09-2019",
        ),
        style=Style(layout=S2, seed=106, ink=0.88),
        scene=Scene(
            size=(1800, 1350), table="stone", card_width=0.78, center=(0.5, 0.5), turn=-4, tilt_x=9, tilt_y=-12,
            warmth=0.15, brightness=0.96, light_fall=0.2, light_from=300, glare=0.3, glare_at=(0.9, 0.85),
            blur=0.9, noise=2.4,
        ),
        card_px=1400,
        quality=82,
    ),
    Example(
        file="ktp_foreigner.jpg",
        profile="scan",
        card=person(
            "51.03.06", 9003,
            nama="CLARA HELENE MARCHAND", tempat_lahir="LYON", tgl_lahir="11-04-1983", jenis_kelamin="FEMALE",
            agama="CHRISTIAN", gol_darah="-", alamat="JL. PANTAI BATU BOLONG NO. 88", rt_rw="000/000",
            kel_desa="CANGGU", kecamatan="KUTA UTARA", kabupaten="KABUPATEN BADUNG", provinsi="BALI",
            status_perkawinan="MARRIED", pekerjaan="CONSULTANT", kewarganegaraan="FRANCE",
            berlaku_hingga="19-08-2027", tempat_terbit="BADUNG", tgl_terbit="22-08-2022",
        ),
        style=Style(layout=S2, seed=117, spread=0.5),
        scene=Scene(size=(1400, 930), table="paper", card_width=0.90, turn=0.5, light_from=30, blur=0.6, noise=1.0),
        card_px=1260,
        quality=87,
    ),
    Example(
        file="ktp_chat_app.webp",
        profile="phone",
        card=person(
            "12.71.21", 9540,
            nama="TOGAR MARULI SIAHAAN", tempat_lahir="PEMATANGSIANTAR", tgl_lahir="30-10-1972", agama="KRISTEN",
            gol_darah="B", alamat="JL. BUNGA ASOKA GG. SEPAKAT 2", rt_rw="000/000", kel_desa="ASAM KUMBANG",
            kecamatan="MEDAN SELAYANG", kabupaten="KOTA MEDAN", provinsi="SUMATERA UTARA",
            status_perkawinan="KAWIN", pekerjaan="BURUH HARIAN LEPAS",
            tempat_terbit="KOTA MEDAN", tgl_terbit="15-11-2012",
        ),
        style=Style(layout=S2, seed=108, labels={"gol_darah": "Gol Darah"}),
        scene=Scene(
            size=(1600, 1200), table="dark_wood", card_width=0.80, center=(0.5, 0.5), turn=2, tilt_x=8, tilt_y=-5,
            brightness=0.92, warmth=0.3, light_fall=0.2, light_from=340, blur=1.0, noise=3.2,
        ),
        card_px=1280,
        quality=70,
        resaved=((1600, 72), (1080, 62)),
    ),
    Example(
        file="ktp_exif_rotated.jpg",
        profile="phone",
        card=person(
            "18.02.10", 9077,
            nama="NI LUH KADEK SUKMAWATI", tempat_lahir="SEPUTIH BANYAK", tgl_lahir="06-06-1990",
            jenis_kelamin="PEREMPUAN", agama="HINDU", gol_darah="O", alamat="DUSUN III", rt_rw="010/005",
            kel_desa="SWASTIKA BUANA", kecamatan="SEPUTIH BANYAK", kabupaten="KABUPATEN LAMPUNG TENGAH",
            provinsi="LAMPUNG", pekerjaan="GURU", tempat_terbit="LAMPUNG TENGAH", tgl_terbit="03-03-2013",
        ),
        style=Style(layout=S1, seed=109),
        scene=Scene(
            size=(1800, 1350), table="desk", card_width=0.72, center=(0.5, 0.48), turn=-3, tilt_x=12, tilt_y=5,
            warmth=0.1, light_fall=0.15, light_from=20, blur=0.8, noise=2.4,
        ),
        card_px=1300,
        quality=82,
        exif_orientation=6,
    ),
    Example(
        file="ktp_mockup.png",
        profile="scan",
        card=person(
            "64.72.01", 9615,
            nama="YUSRAN HAMDANI", tempat_lahir="SAMARINDA", tgl_lahir="28-01-1987", gol_darah="-",
            alamat="JL. AMPERA NO. 45", rt_rw="018/003", kel_desa="SIMPANG PASIR", kecamatan="PALARAN",
            kabupaten="KOTA SAMARINDA", provinsi="KALIMANTAN TIMUR",
            status_perkawinan="KAWIN", pekerjaan="PETANI/PEKEBUN",
            tempat_terbit="KOTA SAMARINDA", tgl_terbit="07-02-2015",
        ),
        style=Style(layout=M1, seed=110, ground=GroundStrength(waves=0.7)),
        scene=Scene(size=(720, 480), table="white", card_width=0.97, corner_radius=0.06, blur=0.3, noise=0.0),
        card_px=698,
    ),
    Example(
        file="ktp_tilted_shadow.jpg",
        profile="hard",
        card=person(
            "53.06.03", 9189,
            nama="MARIA GORETI TUKAN", tempat_lahir="LARANTUKA", tgl_lahir="19-05-2001", jenis_kelamin="PEREMPUAN",
            agama="KATOLIK", gol_darah="A", alamat="JL. NIAGA LAMA", rt_rw="005/003", kel_desa="EKASAPTA",
            kecamatan="LARANTUKA", kabupaten="KABUPATEN FLORES TIMUR", provinsi="NUSA TENGGARA TIMUR",
            pekerjaan="BELUM/TIDAK BEKERJA", tempat_terbit="FLORES TIMUR", tgl_terbit="24-08-2020",
        ),
        style=Style(layout=S1, seed=111, wear=0.35),
        scene=Scene(
            size=(1600, 1200), table="wood", card_width=0.72, center=(0.5, 0.5), turn=8.3, tilt_x=10, tilt_y=-9,
            brightness=0.66, warmth=0.5, light_fall=0.45, light_from=-50, shadow=0.5, shadow_edge=0.52,
            blur=1.1, motion=3, noise=5.0,
        ),
        card_px=1180,
        quality=76,
    ),
    Example(
        file="ktp_upside_down.jpg",
        profile="hard",
        card=person(
            "61.71.01", 9262,
            nama="HARTONO WIJAYA LIM", tempat_lahir="PONTIANAK", tgl_lahir="08-09-1968", agama="BUDDHA",
            alamat="GG. DUNGUN PERMAI NO:10", rt_rw="002/031", kel_desa="AKCAYA", kecamatan="PONTIANAK SELATAN",
            kabupaten="KOTA PONTIANAK", provinsi="KALIMANTAN BARAT",
            status_perkawinan="KAWIN", pekerjaan="PERDAGANGAN", berlaku_hingga="08-09-2017",
            tempat_terbit="KOTA PONTIANAK", tgl_terbit="10-09-2012",
        ),
        style=Style(layout=M3, seed=112, wear=0.15),
        scene=Scene(
            size=(1600, 1200), table="cloth", card_width=0.72, center=(0.51, 0.5), turn=184, tilt_x=-9, tilt_y=10,
            brightness=0.88, warmth=-0.2, light_fall=0.3, light_from=120, glare=0.55, glare_at=(0.55, 0.94),
            blur=1.2, noise=3.6,
        ),
        card_px=1180,
        quality=78,
    ),
)  # fmt: skip
