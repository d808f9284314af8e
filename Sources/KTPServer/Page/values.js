// The list of values. Pointing at one, or moving the focus to it, shows its evidence and its box.

import { byId, element, isMoved } from "./dom.js";
import { evidence } from "./evidence.js";
import { groups, levelOf, nameOf, percent, wordsOf } from "./fields.js";
import { pick } from "./language.js";
import { markBox } from "./picture.js";

// Beside the list there is no room for evidence: it opens under the value.
const narrow = matchMedia("(max-width: 860px)");
const panel = element("div.evidence", { id: "evidence", hidden: true });
let rows = new Map();
let shown = null;
let active = null;

/** The list for a reading; what was active before stays active. */
export function values(reading, isMasked) {
    shown = { reading, isMasked };
    rows = new Map();
    const read = (key) => reading.fields[key];
    return groups.map(({ title, keys }) => element("section.group", {},
        element("h3", {}, pick(title)),
        element("ul.values", {}, keys.filter(read).map((key) => row(key, read(key))))));
}

function row(key, field) {
    const level = levelOf(field);
    const button = element(`button.value.${level}`, {
        type: "button", "data-key": key, onpointermove: (event) => key !== active && isMoved(event) && activate(key),
        onfocus: () => activate(key), onclick: () => activate(key),
    },
    element("span.name", {}, nameOf(key)),
    element("span.text", {}, field.value ?? "–"),
    element("span.sureness", {},
        element("span.bar", { "aria-hidden": "true" }, element("span", { class: `part tenths-${tenths(field)}` })),
        element("span.words", {},
            wordsOf(level), level === "none" ? null : element("span.share", {}, percent(field.confidence)))));
    const item = element("li", {}, button);
    rows.set(key, { button, item });
    return item;
}

const tenths = (field) => (field.value === null ? 0 : Math.round(field.confidence * 10));

/** Shows the evidence of a field; null for none. */
export function activate(key) {
    active = shown?.reading.fields[key] ? key : null;
    for (const [other, { button }] of rows) {
        button.classList.toggle("active", other === active);
        if (other === active) button.setAttribute("aria-describedby", panel.id);
        else button.removeAttribute("aria-describedby");
    }
    markBox(active);
    panel.hidden = active === null;
    if (active === null) return;
    const { reading, isMasked } = shown;
    // A piece of the photo also holds slivers of the lines above and below, which may be what is hidden.
    panel.replaceChildren(...evidence(active, reading.fields[active], !isMasked));
    place();
}

/** Puts the evidence where there is room for it. */
function place() {
    const home = narrow.matches && active ? rows.get(active).item : byId("evidence-place");
    if (panel.parentNode !== home) home.append(panel);
}

/** Shows again what was active, after everything was drawn anew. */
export const reactivate = () => activate(active);

/** Takes the list's values out of memory. */
export function forget() {
    shown = active = null;
    rows = new Map();
    panel.replaceChildren();
    panel.hidden = true;
}

/** Moves the focus to a field. */
export function goTo(key) {
    rows.get(key)?.button.focus();
}

narrow.addEventListener("change", () => active && place());
document.addEventListener("keydown", (event) => event.key === "Escape" && shown && activate(null));
