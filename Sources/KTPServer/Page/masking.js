// The reading with what identifies the holder hidden, as `mask=partial` of the API does it.

const hidden = "***";

/** The fields of which something is hidden. */
export const secretKeys = ["nik", "nama", "tgl_lahir", "alamat.name"];

const masks = {
    "nik": (value) => "*".repeat(12) + (value.length > 12 ? value.slice(-4) : "****"),
    "nama": (value) => value.split(" ").filter(Boolean).map((part) => [...part][0] + hidden).join(" "),
    "tgl_lahir": (value) => "**-**-" + (value.length === 10 ? value.slice(-4) : "****"),
    "alamat.name": () => hidden,
};

function maskedField(field, key) {
    const mask = (value) => (value === null ? null : masks[key] ? masks[key](value) : value);
    const value = mask(field.value);
    return {
        ...field, value,
        text: field.text === field.value ? value : field.text === "" ? "" : hidden,
        candidates: field.candidates.map((candidate) => ({ ...candidate, value: mask(candidate.value) })),
    };
}

function maskedData(data) {
    const mask = (object, prefix) => Object.fromEntries(Object.entries(object).map(([key, value]) => {
        const path = prefix + key;
        if (value !== null && typeof value === "object") return [key, mask(value, path + ".")];
        return [key, value !== null && masks[path] ? masks[path](value) : value];
    }));
    return mask(data, "");
}

/** A reading without what identifies its holder. */
export function masked(reading) {
    const fields = Object.entries(reading.fields).map(([key, field]) => [key, maskedField(field, key)]);
    return {
        ...reading,
        data: maskedData(reading.data),
        fields: Object.fromEntries(fields),
        checks: reading.checks.map(({ code, result }) => ({ code, result, expected: null, found: null })),
    };
}
