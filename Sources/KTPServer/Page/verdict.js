// What to make of a reading: its status with reasons, the kind of card, the checks, the quality of the photo.

import { element } from "./dom.js";
import { number, pick, say } from "./language.js";
import {
    checkWord, fieldOf, foundWord, kindReason, kindWord, reasonWord, resultWord, statusAdvice, statusWord,
} from "./meanings.js";

const marks = { accept: "✓", review: "!", reject: "✕", pass: "✓", fail: "✕", unknown: "?" };

const mark = (code) => element("span.mark", { "aria-hidden": "true" }, marks[code] ?? "?");

/**
 * The status, with its reasons in words; one that speaks of a field leads there.
 *
 * @param {(key: string) => void} lead goes to a field
 */
export function verdict(reading, lead) {
    const reasons = reading.reasons.map((reason) => {
        const key = fieldOf(reason);
        const words = reasonWord(reason);
        return element("li", { "data-reason": reason }, reading.fields[key]
            ? element("button.link", { type: "button", onclick: () => lead(key) }, words) : words);
    });
    return element(`div.verdict.${reading.status}`, { "data-status": reading.status },
        mark(reading.status),
        element("div", {},
            element("p.status", {}, statusWord(reading.status)),
            element("p", {}, statusAdvice(reading.status)),
            reasons.length ? element("ul", {}, reasons) : null));
}

/** How many values were read, and how long it took. */
export function summary(reading) {
    const fields = Object.values(reading.fields);
    return say("reading.count", {
        read: number(fields.filter((field) => field.value !== null).length), all: number(fields.length),
        seconds: number(reading.timing_ms.total / 1000, 1),
    });
}

/**
 * The cards of a photo that shows several, the one that was read marked; null where it is the only one.
 *
 * @param {(number: number) => void} read reads another one
 */
export function cards({ number, others }, read) {
    if (!others.length) return null;
    const numbers = [number, ...others.map((other) => other.number)].sort((a, b) => a - b);
    return element("nav.cards", { "aria-label": say("reading.cards") },
        element("span", {}, say("reading.cards")),
        numbers.map((one) => element("button.button.small", {
            type: "button", "data-card": one, "aria-current": one === number ? "true" : null,
            "aria-label": say("reading.cards.one", { number: one }), disabled: one === number, onclick: () => read(one),
        }, String(one))));
}

/** What kind of card it is and why. */
export function kind(reading) {
    const { kind, reasons } = reading.card;
    return element("section", {},
        element("h3", {}, say("reading.card")),
        element("p", { "data-kind": kind }, kindWord(kind)),
        reasons.length ? element("ul.fine", {}, reasons.map((code) => element("li", {}, kindReason(code)))) : null);
}

/** Each check with its result. */
export function checks(reading) {
    return element("section", {},
        element("h3", {}, say("reading.checks")),
        element("ul.checks", {}, reading.checks.map((check) => {
            const { code, result, expected, found } = check;
            const told = result === "fail" && found !== null && expected !== null
                ? `${foundWord(found)} ≠ ${foundWord(expected)}` : null;
            return element(`li.${result}`, { "data-check": code },
                mark(result), element("span", {}, checkWord(check), told ? element("code", {}, told) : null,
                    element(result === "unknown" ? "span.fine" : "span.unseen", {}, ` ${resultWord(result)}`)));
        })));
}

/** How good the photo is, with advice. */
export function quality(reading) {
    const { score, advice, card_width_px: pixels } = reading.quality;
    const id = "quality-words";
    return element("section", {},
        element("h3", { id }, say("reading.quality")),
        element("p.meter", {},
            element("meter", { min: 0, max: 1, low: 0.4, high: 0.7, optimum: 1, value: score, "aria-labelledby": id }),
            element("span", {}, `${number(score * 100)} %`),
            element("span.fine", {}, say("reading.quality.width", { pixels: number(pixels) }))),
        advice.length
            ? element("ul.advice", {}, advice.map((piece) =>
                element("li", { "data-advice": piece.code }, pick([piece.id, piece.en]))))
            : element("p.fine", {}, say("reading.quality.good")));
}
