// The language of the page: Indonesian unless English is asked for. Nothing is remembered.

import { texts } from "./texts.js";

const languages = ["id", "en"];
const asked = new URLSearchParams(location.search).get("lang");
let current = languages.includes(asked) ? asked : "id";
const listeners = [];

/** "id" or "en". */
export const language = () => current;

/** One of two texts, by the language. */
export const pick = (pair) => pair[languages.indexOf(current)];

/** A text of the page, with what stands in braces filled in. */
export function say(key, values = {}) {
    return pick(texts[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A number as people write it. */
export function number(value, digits = 0) {
    return value.toLocaleString(current, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Calls back whenever the language changes. */
export const onLanguageChange = (listener) => listeners.push(listener);

/** Changes the language of everything. */
export function speak(chosen) {
    current = chosen;
    apply();
    listeners.forEach((listener) => listener());
}

function apply() {
    document.documentElement.lang = current;
    document.title = say("title");
    for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
    for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = say(node.dataset.label);
    for (const button of document.querySelectorAll("[data-language]")) {
        button.setAttribute("aria-pressed", String(button.dataset.language === current));
    }
}

for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
}
apply();
