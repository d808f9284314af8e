// What the fields of a card are called, how they stand together, and how sure a value is.

import { number, pick } from "./language.js";

const names = {
    "nik": ["NIK", "NIK"],
    "nama": ["Nama", "Name"],
    "tempat_lahir": ["Tempat lahir", "Place of birth"],
    "tgl_lahir": ["Tanggal lahir", "Date of birth"],
    "jenis_kelamin": ["Jenis kelamin", "Sex"],
    "gol_darah": ["Golongan darah", "Blood type"],
    "alamat.name": ["Alamat", "Address"],
    "alamat.rt_rw": ["RT/RW", "RT/RW"],
    "alamat.kel_desa": ["Kelurahan/desa", "Village"],
    "alamat.kecamatan": ["Kecamatan", "District"],
    "alamat.kabupaten": ["Kabupaten/kota", "Regency or city"],
    "alamat.provinsi": ["Provinsi", "Province"],
    "agama": ["Agama", "Religion"],
    "status_perkawinan": ["Status perkawinan", "Marital status"],
    "pekerjaan": ["Pekerjaan", "Occupation"],
    "kewarganegaraan": ["Kewarganegaraan", "Nationality"],
    "berlaku_hingga": ["Berlaku hingga", "Valid until"],
    "tempat_terbit": ["Tempat terbit", "Place of issue"],
    "tgl_terbit": ["Tanggal terbit", "Date of issue"],
};

/** The fields in the order of the page, in groups with a title each. */
export const groups = [
    { title: ["Identitas", "Identity"],
      keys: ["nik", "nama", "tempat_lahir", "tgl_lahir", "jenis_kelamin", "gol_darah"] },
    { title: ["Alamat", "Address"],
      keys: ["alamat.name", "alamat.rt_rw", "alamat.kel_desa", "alamat.kecamatan", "alamat.kabupaten",
          "alamat.provinsi"] },
    { title: ["Lainnya", "More"],
      keys: ["agama", "status_perkawinan", "pekerjaan", "kewarganegaraan", "berlaku_hingga", "tempat_terbit",
          "tgl_terbit"] },
];

/** What a field is called; an unknown one by its key. */
export const nameOf = (key) => (names[key] ? pick(names[key]) : key);

const levels = {
    high: ["yakin", "sure"],
    fair: ["cukup yakin", "fairly sure"],
    low: ["ragu, periksa", "doubtful, check"],
    none: ["tidak terbaca", "not read"],
};

/** How sure a value is: "high", "fair", "low", or "none" where nothing was read. */
export function levelOf(field) {
    if (field.value === null) return "none";
    return field.confidence >= 0.9 ? "high" : field.confidence >= 0.7 ? "fair" : "low";
}

/** The level in words. */
export const wordsOf = (level) => pick(levels[level]);

/** A probability for people: never more certain than it is. */
export function percent(probability) {
    if (probability > 0.999) return `> ${number(99.9, 1)} %`;
    if (probability < 0.001) return `< ${number(0.1, 1)} %`;
    return `${number(Math.floor(probability * 1000) / 10, 1)} %`;
}
