// The values as JSON and CSV, to copy and to save.

import { element } from "./dom.js";

/** The values as `bacaktp read` prints them. */
export const asJSON = (reading) => JSON.stringify(reading.data, null, 2) + "\n";

/** One row under its header; what was not read is empty. */
export function asCSV(reading) {
    const cells = [...flat(reading.data), ["status", reading.status], ["reasons", reading.reasons.join(" ")]];
    return row(cells.map(([key]) => key)) + row(cells.map(([, value]) => value ?? ""));
}

function flat(object, prefix = "") {
    return Object.entries(object).flatMap(([key, value]) =>
        value !== null && typeof value === "object" ? flat(value, `${prefix}${key}.`) : [[prefix + key, value]]);
}

const row = (values) => values.map(cell).join(",") + "\n";

/** One value, quoted where needed; what a spreadsheet would run as a formula gets an apostrophe first. */
export function cell(value) {
    const safe = /^[=+\-@\t\r＝＋－＠]/.test(value) && value !== "-" ? "'" + value : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Puts a text on the clipboard; whether it did. */
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyOldWay(text);
    }
}

/** Pages that did not come over TLS have no clipboard to write to, but may still copy a selection. */
function copyOldWay(text) {
    const area = element("textarea.unseen", { "aria-hidden": "true", tabindex: "-1" });
    const focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return isCopied;
}

/** Saves a text as a file. */
export function save(text, name, type) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
