// The few things that every part of the page does with the document.

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/**
 * A new element.
 *
 * @param {string} tag its name, with classes after dots: "p.note"
 * @param {object} properties attributes; a name that begins with "on" is an event's listener
 * @param {...(Node|string|null|false)} children what is in it; what is nothing is left out
 */
export function element(tag, properties = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    return fill(document.createElement(name), classes, properties, children);
}

/** The same for a drawing. */
export function shape(tag, properties = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    return fill(document.createElementNS("http://www.w3.org/2000/svg", name), classes, properties, children);
}

function fill(node, classes, properties, children) {
    if (classes.length) node.classList.add(...classes);
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
        else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/** Says something to those who listen instead of looking. */
export function announce(text) {
    const region = byId("announcement");
    // The same words twice are only said twice when the region changes in between.
    region.textContent = "";
    requestAnimationFrame(() => (region.textContent = text));
}

let pointer = "";
const placeOf = (event) => `${event.clientX} ${event.clientY}`;
document.addEventListener("pointermove", (event) => (pointer = placeOf(event)));

/** Whether it is the mouse that moved, and not the page under it. */
export const isMoved = (event) => event.pointerType === "mouse" && placeOf(event) !== pointer;

/** Whether things may move. */
export const mayMove = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
