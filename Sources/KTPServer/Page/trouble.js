// What to do when a picture could not be read.

import { announce, byId, element } from "./dom.js";
import { language, onLanguageChange, say } from "./language.js";
import { tipsFor } from "./tips.js";

let current = null;
let timer = 0;

/**
 * Shows a problem with what can be done about it.
 *
 * @param {import("./service.js").Problem} problem what happened
 * @param {{retry: () => void, useKey: (key: string) => void}} calls
 */
export function explain(problem, calls) {
    current = { problem, calls, until: problem.retryAfter === null ? 0 : Date.now() + problem.retryAfter * 1000 };
    render();
    announce(byId("trouble").querySelector("h2").textContent + ". " + words(problem));
    byId("api-key")?.focus();
}

/** Takes the problem from the page. */
export function dismiss() {
    clearInterval(timer);
    current = null;
    byId("trouble").hidden = true;
    byId("trouble").replaceChildren();
}

function words(problem) {
    if (problem.code === "network") return say("trouble.network");
    return problem.words?.[language()] ?? problem.words?.en ?? say("trouble.strange");
}

function render() {
    clearInterval(timer);
    if (!current) return;
    const { problem, calls } = current;
    const tips = tipsFor(problem.code);
    byId("trouble").hidden = false;
    byId("trouble").dataset.code = problem.code;
    byId("trouble").replaceChildren(
        ...(problem.code === "unauthorized" ? keyForm(calls.useKey) : [
            element("h2", { id: "trouble-title" }, say("trouble.title")),
            element("p.words", {}, words(problem)),
            tips.length ? element("ul", {}, tips.map((tip) => element("li", {}, tip))) : null,
            isPassing(problem) ? retryButton(calls.retry) : null,
        ].filter(Boolean)),
        problem.requestID ? element("p.fine", {}, say("trouble.request", { id: problem.requestID })) : "");
}

/** Whether the same photo may be read later. */
const isPassing = ({ status }) => status === 0 || status === 408 || status === 429 || status >= 500;

/** A button that waits as long as the server asked for. */
function retryButton(retry) {
    const button = element("button.button.primary", { type: "button", id: "retry", onclick: retry });
    const { until } = current;
    const tick = () => {
        const seconds = Math.ceil((until - Date.now()) / 1000);
        button.disabled = seconds > 0;
        button.textContent = seconds > 0 ? say("trouble.wait", { seconds }) : say("trouble.retry");
        if (seconds <= 0) clearInterval(timer);
    };
    if (until > Date.now()) timer = setInterval(tick, 250);
    tick();
    return button;
}

/** Asks for the key that a server with keys wants. */
function keyForm(useKey) {
    const input = element("input", {
        id: "api-key", type: "password", autocomplete: "off", spellcheck: "false", required: true,
        "aria-describedby": "key-note",
    });
    const submit = (event) => {
        event.preventDefault();
        if (input.value.trim()) useKey(input.value.trim());
    };
    return [
        element("h2", { id: "trouble-title" }, say(current.problem.withKey ? "key.wrong" : "key.title")),
        element("form", { onsubmit: submit },
            element("label", { for: "api-key" }, say("key.label")), input,
            element("button.button.primary", { type: "submit", id: "use-key" }, say("key.use"))),
        element("p.fine", { id: "key-note" }, say("key.note")),
    ];
}

onLanguageChange(render);
