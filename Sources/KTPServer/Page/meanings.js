// What the codes of a reading mean, in words. An unknown code is shown as it is.

import { nameOf } from "./fields.js";
import { pick } from "./language.js";

const statuses = {
    accept: ["Dapat diterima", "Accepted"],
    review: ["Perlu diperiksa", "Needs a look"],
    reject: ["Tidak dapat dipakai", "Not usable"],
};

const advice = {
    accept: ["Semua nilai penting terbaca dengan yakin dan saling cocok.",
        "All that matters was read with confidence and agrees."],
    review: ["Periksa yang berikut dengan kartunya:", "Compare the following with the card:"],
    reject: ["NIK dan nama tidak terbaca. Foto ulang kartunya.",
        "Neither NIK nor name could be read. Take the photo again."],
};

const kinds = {
    ektp: ["e-KTP warga negara Indonesia", "Citizen's e-KTP"],
    ektp_wna: ["e-KTP orang asing", "Foreigner's e-KTP"],
    ktp_lama: ["KTP lama, sebelum e-KTP", "Older card, before the e-KTP"],
    not_ktp: ["Bukan KTP", "Not a KTP"],
};

const kindReasons = {
    "jenis_kelamin.english": ["jenis kelamin tertulis dalam bahasa Inggris", "the sex is printed in English"],
    "agama.english": ["agama tertulis dalam bahasa Inggris", "the religion is printed in English"],
    "status_perkawinan.english": ["status perkawinan tertulis dalam bahasa Inggris",
        "the marital status is printed in English"],
    "kewarganegaraan.foreign": ["kewarganegaraan negara lain", "the nationality is of another country"],
    "tgl_terbit.before_2011": ["terbit sebelum 2011", "issued before 2011"],
    "berlaku_hingga.before_2016": ["masa berlakunya berakhir sebelum 2016", "valid until before 2016"],
};

const sources = {
    read: ["terbaca dari kartu", "read from the card"],
    corrected: ["terbaca, lalu diperbaiki oleh aturan", "read, then corrected by a rule"],
    derived: ["diturunkan dari nilai lain", "follows from other values"],
};

const rules = {
    "letters": ["huruf yang mirip dibedakan menurut bentuk nilainya",
        "letters that look alike were told apart by the form of the value"],
    "nik.digits": ["angka yang meragukan dipilih menurut aturan NIK dan isi kartu",
        "doubtful digits were chosen by the rules of NIKs and by what else the card says"],
    "date.form": ["ditulis sebagai tanggal", "written as a date"],
    "date.nik": ["angka tanggal dipilih yang cocok dengan NIK",
        "the date's digits that agree with the NIK were chosen"],
    "rt_rw.form": ["ditulis sebagai RT/RW", "written as RT/RW"],
    "blood_type.form": ["ditulis sebagai golongan darah", "written as a blood type"],
    "name.form": ["gelar dan kata sandang pada nama ditulis sebagaimana lazimnya",
        "degrees and articles of the name were written as they usually are"],
    "address.form": ["singkatan dan angka alamat dirapikan", "abbreviations and numbers of the address were tidied"],
    "vocabulary": ["dieja seperti dalam daftar kata resmi", "spelled as in the official list of words"],
    "vocabulary.part": ["kata dari daftar resmi di dalam tulisan", "a word of the official list within the text"],
    "region.spelling": ["dieja seperti dalam daftar wilayah resmi", "spelled as in the official list of regions"],
    "region.part": ["nama wilayah resmi di dalam tulisan", "the name of an official region within the text"],
    "place.spelling": ["dieja seperti nama tempat yang dikenal", "spelled as a known place"],
    "sex.translated": ["diterjemahkan dari bahasa Inggris", "translated from English"],
    "nationality.form": ["ditulis sebagai WNI", "written as WNI"],
    "nationality.country": ["dieja seperti dalam daftar negara", "spelled as in the list of countries"],
};

const issues = {
    unreadable: ["ada tulisan, tetapi tidak dapat dibaca", "there is text, but it cannot be read"],
    low_confidence: ["pembacaan kurang yakin", "the reading is not sure"],
    disagrees_with_nik: ["tidak cocok dengan NIK", "disagrees with the NIK"],
    not_in_gazetteer: ["tidak ada dalam daftar wilayah resmi", "not in the official list of regions"],
    not_in_vocabulary: ["bukan kata yang biasa tercetak di sini", "not a word that is usually printed here"],
};

const checks = {
    "nik.length": ["NIK terdiri dari 16 angka", "The NIK has 16 digits"],
    "nik.digits": ["NIK hanya berisi angka", "The NIK holds digits alone"],
    "nik.province": ["Kode provinsi pada NIK dikenal", "The NIK's province code is known"],
    "nik.regency": ["Kode kabupaten/kota pada NIK dikenal", "The NIK's regency code is known"],
    "nik.district": ["Kode kecamatan pada NIK dikenal", "The NIK's district code is known"],
    "nik.serial": ["Nomor urut pada NIK sah", "The NIK's serial number is valid"],
    "nik.birth_date": ["Tanggal lahir cocok dengan NIK", "The date of birth agrees with the NIK"],
    "nik.sex": ["Jenis kelamin cocok dengan NIK", "The sex agrees with the NIK"],
    "valid_until.in_force": ["Kartu masih berlaku", "The card is in force"],
    "photo.ground": ["Latar pasfoto sesuai tahun lahir", "The portrait's ground suits the year of birth"],
};

const failures = {
    "nik.length": ["NIK tidak terdiri dari 16 angka", "The NIK does not have 16 digits"],
    "nik.digits": ["NIK berisi selain angka", "The NIK holds more than digits"],
    "nik.province": ["Kode provinsi pada NIK tidak dikenal", "The NIK's province code is unknown"],
    "nik.regency": ["Kode kabupaten/kota pada NIK tidak dikenal", "The NIK's regency code is unknown"],
    "nik.district": ["Kode kecamatan pada NIK tidak dikenal", "The NIK's district code is unknown"],
    "nik.serial": ["Nomor urut pada NIK tidak sah", "The NIK's serial number is not valid"],
    "nik.birth_date": ["Tanggal lahir tidak cocok dengan NIK", "The date of birth disagrees with the NIK"],
    "nik.sex": ["Jenis kelamin tidak cocok dengan NIK", "The sex disagrees with the NIK"],
    "valid_until.in_force": ["Masa berlaku kartu sudah habis", "The card has expired"],
    "photo.ground": ["Latar pasfoto tidak sesuai tahun lahir", "The portrait's ground does not suit the year of birth"],
    "card.several": ["Foto menunjukkan beberapa KTP; hanya satu yang dibaca di sini",
        "The photo shows several cards; only one of them is read here"],
    "picture.damaged": ["Berkas foto rusak atau terpotong; sebagian mungkin hilang",
        "The photo's file is damaged or cut off; some of it may be missing"],
};

const results = {
    pass: ["cocok", "agrees"], fail: ["tidak cocok", "disagrees"],
    unknown: ["tidak dapat dipastikan", "cannot be told"],
};
const grounds = { red: ["merah", "red"], blue: ["biru", "blue"], orange: ["jingga", "orange"] };

const word = (table, code) => (Object.hasOwn(table, code) ? pick(table[code]) : code);

export const statusWord = (status) => word(statuses, status);
export const statusAdvice = (status) => word(advice, status);
export const kindWord = (kind) => word(kinds, kind);
export const kindReason = (code) => word(kindReasons, code);
export const sourceWord = (source) => word(sources, source);
export const ruleWord = (rule) => word(rules, rule);
export const issueWord = (issue) => word(issues, issue);
export const checkWord = (check) => word(check.result === "fail" ? failures : checks, check.code);
export const resultWord = (result) => word(results, result);
export const foundWord = (value) => word(grounds, value);

const fieldsOfChecks = {
    "nik.birth_date": "tgl_lahir", "nik.sex": "jenis_kelamin", "valid_until.in_force": "berlaku_hingga",
};

/** The field that a reason speaks of; null where it speaks of none. */
export function fieldOf(reason) {
    const match = /^(.+)\.(missing|low_confidence)$/.exec(reason);
    if (match) return match[1];
    return fieldsOfChecks[reason] ?? (reason.startsWith("nik.") ? "nik" : null);
}

/** Why a reading is not simply accepted. */
export function reasonWord(reason) {
    const match = /^(.+)\.(missing|low_confidence)$/.exec(reason);
    if (!match) return word(failures, reason);
    const name = nameOf(match[1]);
    const [indonesian, english] = match[2] === "missing"
        ? [`${name} tidak terbaca`, `${name}: not read`]
        : [`${name} kurang yakin terbaca`, `${name}: not read with confidence`];
    return pick([indonesian, english]);
}
