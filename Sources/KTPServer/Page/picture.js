// The photo with the boxes of its fields drawn over it.

import { byId, element, isMoved, shape } from "./dom.js";
import { levelOf, nameOf } from "./fields.js";
import { enlarged, portraitAndSignature } from "./geometry.js";
import { say } from "./language.js";
import { secretKeys } from "./masking.js";

let url = null;
let image = null;

/**
 * Shows a photo without boxes.
 *
 * The browser turns it upright as its EXIF orientation says, as the server does, so boxes fit its pixels.
 */
export function show(file) {
    forget();
    url = URL.createObjectURL(file);
    image = element("img", { src: url, alt: say("picture.alt") });
    const shown = image;
    image.addEventListener("error", () => {
        if (shown === image) byId("stage").replaceChildren(element("p.undrawable", {}, say("picture.undrawable")));
    });
    byId("stage").replaceChildren(image);
}

/** Takes the photo from the page and from memory. */
export function forget() {
    if (url) URL.revokeObjectURL(url);
    url = image = null;
    byId("stage").replaceChildren();
    byId("stage").className = "stage";
}

/** The photo as it is shown; null when there is none to draw. */
export const shownImage = () => (image?.naturalWidth ? image : null);

/**
 * Draws the boxes of a reading.
 *
 * @param {object} reading what the server answered
 * @param {boolean} isMasked whether to cover what identifies the holder
 * @param {object} calls for a box that is pointed at (`point`, with its key) or pressed (`choose`), and for another
 *     card that is pressed (`read`, with its number)
 */
export async function drawBoxes(reading, isMasked, calls) {
    const drawn = image;
    if (!drawn) return;
    await drawn.decode().catch(() => {});
    if (drawn !== image || !drawn.naturalWidth) return;
    drawn.alt = say("picture.alt");
    byId("stage").querySelector("svg")?.remove();
    const boxes = Object.entries(reading.fields).filter(([, field]) => field.quad).map(([key, field]) =>
        polygon(field.quad, `box ${levelOf(field)}`, {
            "data-key": key, onclick: () => calls.choose(key),
            onpointermove: (event) => isMoved(event) && calls.point(key),
        }, shape("title", {}, nameOf(key))));
    const outline = reading.card.quad && polygon(reading.card.quad, "outline");
    const others = reading.card.others.map(({ number, quad }) =>
        polygon(quad, "other", { "data-card": number, onclick: () => calls.read(number) },
            shape("title", {}, say("reading.cards.one", { number }))));
    const covers = isMasked ? secrets(reading) : [];
    byId("stage").append(shape("svg", {
        viewBox: `0 0 ${drawn.naturalWidth} ${drawn.naturalHeight}`, "aria-hidden": "true",
    }, outline, others, covers?.map((quad) => polygon(quad, "cover")), boxes));
    // Where not all is known that must be covered, nothing of the photo is shown.
    byId("stage").classList.toggle("blurred", covers === null);
}

/** Marks the box of a field, and no other. */
export function markBox(key) {
    for (const box of byId("stage").querySelectorAll(".box")) box.classList.toggle("active", box.dataset.key === key);
}

function polygon(quad, className, properties = {}, ...children) {
    const points = quad.map((point) => point.join(",")).join(" ");
    return shape("polygon", { class: className, points, ...properties }, ...children);
}

/** What shows who the holder is; null when it is not known where all of it stands. */
function secrets(reading) {
    const quads = secretKeys.map((key) => reading.fields[key]?.quad);
    if (!reading.card.quad || quads.some((quad) => !quad)) return null;
    return [...quads, ...portraitAndSignature(reading.card.quad), ...reading.card.others.map(({ quad }) => enlarged(quad))];
}
