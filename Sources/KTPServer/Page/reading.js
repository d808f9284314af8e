// The result: verdict, values, checks, quality, and what can be done with them.

import { announce, byId, element } from "./dom.js";
import { asCSV, asJSON, copy, save } from "./export.js";
import { onLanguageChange, say } from "./language.js";
import { masked } from "./masking.js";
import { statusWord } from "./meanings.js";
import { drawBoxes } from "./picture.js";
import { activate, forget, goTo, reactivate, values } from "./values.js";
import { cards, checks, kind, quality, summary, verdict } from "./verdict.js";

let current = null;
let isMasked = false;
let clear = () => {};
let readCard = () => {};

/** What removes everything from the page when the person asks for it. */
export const onClear = (listener) => (clear = listener);

/** What reads another card of the same photo, by its number. */
export const onOtherCard = (listener) => (readCard = listener);

/** Shows a reading and says how it came out. */
export function present(reading) {
    current = reading;
    render();
    activate(null);
    announce(`${statusWord(reading.status)}. ${summary(reading)}`);
}

/** Takes the reading from the page. */
export function dismiss() {
    current = null;
    forget();
    byId("reading").replaceChildren();
    byId("reading").hidden = true;
}

/** The reading as it may be seen, copied and saved. */
const visible = () => (isMasked ? masked(current) : current);

function render() {
    if (!current) return;
    const reading = visible();
    byId("reading").hidden = false;
    byId("reading").replaceChildren(
        element("div.heading", {},
            element("h2", { id: "reading-title" }, say("reading.title")), element("p.fine", {}, summary(reading))),
        verdict(reading, goTo),
        cards(reading.card, readCard),
        tools(),
        element("div.all-values", {},
            element("p.fine.hint", {}, say("reading.values.hint")), values(reading, isMasked)),
        element("div.more", {}, checks(reading), element("div", {}, kind(reading), quality(reading))));
    drawBoxes(reading, isMasked, { point: activate, choose: goTo, read: readCard }).then(reactivate);
}

function tools() {
    const button = (text, act) =>
        element("button.button.small", { type: "button", "data-do": text, onclick: act }, say(text));
    const toCopy = (text, form) => button(text, async () =>
        announceAndShow((await copy(form(visible()))) ? "export.copied" : "export.failed"));
    return element("div.tools", {},
        element("div.first", {},
            element("label.switch", {},
                element("input", { type: "checkbox", id: "mask", checked: isMasked, onchange: toggleMask }),
                element("span", {}, say("reading.masked"))),
            button("reading.clear", () => clear())),
        element("div.exports", {},
            toCopy("export.copy.json", asJSON), toCopy("export.copy.csv", asCSV),
            button("export.save.json", () => save(asJSON(visible()), "ktp.json", "application/json")),
            button("export.save.csv", () => save(asCSV(visible()), "ktp.csv", "text/csv"))),
        element("p.told", { id: "told" }));
}

function announceAndShow(text) {
    byId("told").textContent = say(text);
    announce(say(text));
}

function toggleMask(event) {
    isMasked = event.target.checked;
    render();
    byId("mask").focus();
}

onLanguageChange(render);
