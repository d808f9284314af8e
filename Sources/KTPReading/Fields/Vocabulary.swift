package import Gazetteer

/// The closed lists of values that cards print.
///
/// Spellings that cards use side by side (`KATOLIK`, `KATHOLIK`) are entries of their own, so each is kept as printed.
/// Sources: Permendagri 109/2019 form F-1.01 (occupations), Permendagri 72/2022 (foreigners' cards), Constitutional Court
/// decision 97/PUU-XIV/2016 (belief), Permendagri 118/2017 (marital statuses).
package enum Vocabulary {
    /// `Jenis Kelamin`.
    package static let sexes = ClosedVocabulary(["LAKI-LAKI", "PEREMPUAN", "MALE", "FEMALE"])

    /// `Agama`.
    package static let religions = ClosedVocabulary([
        "ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDDHA", "BUDHA", "KHONGHUCU", "KONGHUCU",
        "KEPERCAYAAN TERHADAP TUHAN YME", "KEPERCAYAAN", "CHRISTIAN", "CATHOLIC", "MUSLIM", "BUDDHIST", "HINDUISM",
        "PROTESTANT", "OTHERS",
    ])

    /// `Status Perkawinan`.
    package static let maritalStatuses = ClosedVocabulary([
        "BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT",
        "CERAI HIDUP TERCATAT", "CERAI HIDUP BELUM TERCATAT", "SINGLE", "MARRIED", "UNMARRIED", "DIVORCED", "WIDOWED",
    ])

    /// `Gol. Darah`; a dash stands for unknown.
    package static let bloodTypes: Set<String> = [
        "A", "B", "AB", "O", "A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-", "-",
    ]

    /// `Berlaku Hingga`, when it is no date.
    package static let lifelong = ClosedVocabulary(["SEUMUR HIDUP"])

    /// `Pekerjaan`: the 99 official entries and the forms with suffixes that cards print.
    package static let occupations = ClosedVocabulary([
        "BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN", "PEGAWAI NEGERI SIPIL",
        "PEGAWAI NEGERI SIPIL (PNS)", "TENTARA NASIONAL INDONESIA", "TENTARA NASIONAL INDONESIA (TNI)", "KEPOLISIAN RI",
        "KEPOLISIAN RI (POLRI)", "PERDAGANGAN", "PETANI/PEKEBUN", "PETERNAK", "NELAYAN/PERIKANAN", "INDUSTRI",
        "KONSTRUKSI", "TRANSPORTASI", "KARYAWAN SWASTA", "KARYAWAN BUMN", "KARYAWAN BUMD", "KARYAWAN HONORER",
        "BURUH HARIAN LEPAS", "BURUH TANI/PERKEBUNAN", "BURUH NELAYAN/PERIKANAN", "BURUH PETERNAKAN",
        "PEMBANTU RUMAH TANGGA", "TUKANG CUKUR", "TUKANG LISTRIK", "TUKANG BATU", "TUKANG KAYU", "TUKANG SOL SEPATU",
        "TUKANG LAS/PANDAI BESI", "TUKANG JAHIT", "TUKANG GIGI", "PENATA RIAS", "PENATA BUSANA", "PENATA RAMBUT",
        "MEKANIK", "SENIMAN", "TABIB", "PARAJI", "PERANCANG BUSANA", "PENTERJEMAH", "IMAM MESJID", "PENDETA", "PASTOR",
        "WARTAWAN", "USTADZ/MUBALIGH", "JURU MASAK", "PROMOTOR ACARA", "ANGGOTA DPR-RI", "ANGGOTA DPD", "ANGGOTA BPK",
        "PRESIDEN", "WAKIL PRESIDEN", "ANGGOTA MAHKAMAH KONSTITUSI", "ANGGOTA KABINET/KEMENTERIAN", "DUTA BESAR",
        "GUBERNUR", "WAKIL GUBERNUR", "BUPATI", "WAKIL BUPATI", "WALIKOTA", "WAKIL WALIKOTA",
        "ANGGOTA DPRD PROVINSI", "ANGGOTA DPRD KABUPATEN/KOTA", "DOSEN", "GURU", "PILOT", "PENGACARA", "NOTARIS",
        "ARSITEK", "AKUNTAN", "KONSULTAN", "DOKTER", "BIDAN", "PERAWAT", "APOTEKER", "PSIKIATER/PSIKOLOG",
        "PENYIAR TELEVISI", "PENYIAR RADIO", "PELAUT", "PENELITI", "SOPIR", "PIALANG", "PARANORMAL", "PEDAGANG",
        "PERANGKAT DESA", "KEPALA DESA", "BIARAWATI", "WIRASWASTA", "ANGGOTA LEMBAGA TINGGI", "ARTIS", "ATLIT", "CHEFF",
        "CHEF", "MANAJER", "TENAGA TATA USAHA", "OPERATOR", "PEKERJA PENGOLAHAN, KERAJINAN", "TEKNISI", "ASISTEN AHLI",
        "LAINNYA",
    ])

    /// `Kewarganegaraan` of foreigners, in English as their cards print it, by the short names of ISO 3166.
    package static let countries = ClosedVocabulary([
        "AFGHANISTAN", "ALBANIA", "ALGERIA", "ANGOLA", "ARGENTINA", "ARMENIA", "AUSTRALIA", "AUSTRIA", "AZERBAIJAN",
        "BAHRAIN", "BANGLADESH", "BELARUS", "BELGIUM", "BHUTAN", "BOLIVIA", "BRAZIL", "BRUNEI DARUSSALAM", "BULGARIA",
        "CAMBODIA", "CAMEROON", "CANADA", "CHILE", "CHINA", "COLOMBIA", "COSTA RICA", "CROATIA", "CUBA", "CYPRUS",
        "CZECHIA", "DENMARK", "ECUADOR", "EGYPT", "ESTONIA", "ETHIOPIA", "FIJI", "FINLAND", "FRANCE", "GEORGIA",
        "GERMANY", "GHANA", "GREECE", "HONG KONG", "HUNGARY", "ICELAND", "INDIA", "IRAN", "IRAQ", "IRELAND", "ISRAEL",
        "ITALY", "JAMAICA", "JAPAN", "JORDAN", "KAZAKHSTAN", "KENYA", "KUWAIT", "LAOS", "LATVIA", "LEBANON", "LIBYA",
        "LITHUANIA", "LUXEMBOURG", "MADAGASCAR", "MALAYSIA", "MALDIVES", "MALTA", "MAURITIUS", "MEXICO", "MONGOLIA",
        "MOROCCO", "MOZAMBIQUE", "MYANMAR", "NEPAL", "NETHERLANDS", "NEW ZEALAND", "NIGERIA", "NORTH KOREA", "NORWAY",
        "OMAN", "PAKISTAN", "PALESTINE", "PANAMA", "PAPUA NEW GUINEA", "PERU", "PHILIPPINES", "POLAND", "PORTUGAL",
        "QATAR", "ROMANIA", "RUSSIA", "RUSSIAN FEDERATION", "SAUDI ARABIA", "SENEGAL", "SERBIA", "SINGAPORE",
        "SLOVAKIA", "SLOVENIA", "SOLOMON ISLANDS", "SOMALIA", "SOUTH AFRICA", "SOUTH KOREA", "SPAIN", "SRI LANKA",
        "SUDAN", "SURINAME", "SWEDEN", "SWITZERLAND", "SYRIA", "TAIWAN", "TANZANIA", "THAILAND", "TIMOR-LESTE",
        "TUNISIA", "TURKEY", "TURKIYE", "UGANDA", "UKRAINE", "UNITED ARAB EMIRATES", "UNITED KINGDOM",
        "UNITED STATES OF AMERICA", "URUGUAY", "UZBEKISTAN", "VANUATU", "VENEZUELA", "VIET NAM", "VIETNAM", "YEMEN",
        "ZAMBIA", "ZIMBABWE",
    ])

    /// Values that only foreigners' cards print.
    package static let foreignersOnly: Set<String> = [
        "MALE", "FEMALE", "SINGLE", "MARRIED", "UNMARRIED", "DIVORCED", "WIDOWED", "CHRISTIAN", "CATHOLIC", "MUSLIM",
        "BUDDHIST", "HINDUISM", "PROTESTANT",
    ]
}
