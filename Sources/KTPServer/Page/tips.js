// What helps, by the code of a problem.

import { pick } from "./language.js";

const framing = [
    ["Foto seluruh kartu dari atas, dengan keempat sudutnya.",
        "Take the whole card from above, all four corners in the photo."],
    ["Cari tempat terang, tanpa pantulan cahaya, dan pegang kamera dengan stabil.",
        "Find good light without glare, and hold the camera still."],
];

const tips = {
    card_not_found: framing,
    not_a_ktp: [["Pastikan foto menunjukkan sisi depan KTP.", "Make sure that the photo shows the front of a KTP."],
        ...framing],
    image_unreadable: [["Simpan atau foto ulang gambarnya; berkas ini mungkin terpotong.",
        "Save or take the picture again; this file may be cut off."]],
    image_too_large: [["Kecilkan gambarnya: 3.000 piksel pada sisi panjang sudah lebih dari cukup.",
        "Make the picture smaller: 3,000 pixels on its long side are more than enough."]],
    unsupported_format: [["Foto iPhone (HEIC): pilih “Paling Kompatibel” di pengaturan kamera, atau kirim JPEG.",
        "iPhone photos (HEIC): choose “Most Compatible” in the camera's settings, or send it as JPEG."]],
    timeout: [["Sambungan mungkin lambat; gambar yang lebih kecil lebih cepat terkirim.",
        "The connection may be slow; a smaller picture is sent faster."]],
    network: [["Gambar di atas 10 MB juga dapat ditolak di tengah jalan.",
        "A picture above 10 MB may also be refused on its way."]],
    forbidden: [["Mintalah kunci dengan izin “read” kepada pengelola server.",
        "Ask those who run the server for a key with the scope “read”."]],
};

/** What may help, in words; nothing where nothing is known to. */
export const tipsFor = (code) => (tips[code] ?? []).map(pick);
