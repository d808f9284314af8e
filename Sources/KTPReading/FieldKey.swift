/// The nineteen values printed on the card; the raw value is the key that JSON speaks.
public enum FieldKey: String, CaseIterable, Sendable, Hashable {
    /// `NIK`, sixteen digits.
    case nik
    /// `Nama`.
    case name = "nama"
    /// The place in `Tempat/Tgl Lahir`.
    case birthPlace = "tempat_lahir"
    /// The date in `Tempat/Tgl Lahir`.
    case birthDate = "tgl_lahir"
    /// `Jenis Kelamin`.
    case sex = "jenis_kelamin"
    /// `Gol. Darah`.
    case bloodType = "gol_darah"
    /// `Agama`.
    case religion = "agama"
    /// `Status Perkawinan`.
    case maritalStatus = "status_perkawinan"
    /// `Pekerjaan`.
    case occupation = "pekerjaan"
    /// `Kewarganegaraan`.
    case nationality = "kewarganegaraan"
    /// `Berlaku Hingga`.
    case validUntil = "berlaku_hingga"
    /// The place printed under the photo.
    case issuePlace = "tempat_terbit"
    /// The date printed under the photo.
    case issueDate = "tgl_terbit"
    /// `Alamat`, street and number.
    case street = "alamat.name"
    /// `RT/RW`.
    case rtRW = "alamat.rt_rw"
    /// `Kel/Desa`.
    case village = "alamat.kel_desa"
    /// `Kecamatan`.
    case district = "alamat.kecamatan"
    /// The second header line.
    case regency = "alamat.kabupaten"
    /// The first header line.
    case province = "alamat.provinsi"

    /// Whether no list can know the value.
    var isFreeText: Bool { self == .name || self == .street }

    /// Whether the value stands inside the `alamat` object, and its key there or at the top.
    package var jsonPath: (isInAddress: Bool, key: String) {
        let parts = rawValue.split(separator: ".")
        return parts.count == 2 ? (true, String(parts[1])) : (false, rawValue)
    }
}
