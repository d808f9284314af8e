// How the page knows a value: the piece of the photo, the text as read, the rule, what else it could be.

import { element } from "./dom.js";
import { levelOf, nameOf, percent, wordsOf } from "./fields.js";
import { measured } from "./geometry.js";
import { say } from "./language.js";
import { issueWord, ruleWord, sourceWord } from "./meanings.js";
import { shownImage } from "./picture.js";

/**
 * The evidence of one field.
 *
 * @param {string} key the field's
 * @param {object} field as it may be seen
 * @param {boolean} showsPiece whether its piece of the photo may be seen
 */
export function evidence(key, field, showsPiece) {
    const level = levelOf(field);
    const rows = [
        ["evidence.text", field.text ? element("code", {}, field.text) : null],
        ["evidence.confidence", level === "none" ? null : `${wordsOf(level)}, ${percent(field.confidence)}`],
        ["evidence.source", field.text ? sourceWord(field.source) : null],
        ["evidence.rule", field.rule && ruleWord(field.rule)],
        ["evidence.candidates", list(field.candidates.map((other) => `${other.value} (${percent(other.confidence)})`))],
        ["evidence.issues", list(field.issues.map(issueWord))],
        ["evidence.code", field.code && element("code", {}, field.code)],
    ].filter(([, content]) => content);
    return [
        element("h3", {}, `${say("evidence.title")}: ${nameOf(key)}`),
        field.quad && showsPiece ? piece(key, field.quad) : null,
        rows.length ? element("dl", {}, rows.map(([term, content]) =>
            [element("dt", {}, say(term)), element("dd", {}, content)])) : element("p", {}, say("evidence.none")),
    ].filter(Boolean);
}

const list = (items) => (items.length ? element("ul", {}, items.map((item) => element("li", {}, item))) : null);

/** The field cut out of the photo and turned level. */
function piece(key, quad) {
    const image = shownImage();
    if (!image) return null;
    const { width, height, angle } = measured(quad);
    if (!(width >= 1 && height >= 1)) return null;
    const scale = Math.min(720 / width, 96 / height, 4);
    const canvas = element("canvas", {
        role: "img", "aria-label": say("evidence.crop", { field: nameOf(key) }),
        width: Math.ceil(width * scale), height: Math.ceil(height * scale),
    });
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.scale(scale, scale);
    context.rotate(-angle);
    context.translate(-quad[0][0], -quad[0][1]);
    context.drawImage(image, 0, 0);
    return canvas;
}
