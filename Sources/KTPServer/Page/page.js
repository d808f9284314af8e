// The page: a picture comes in, is sent, and what the server says is shown. Nothing is kept anywhere.

import { announce, byId, mayMove } from "./dom.js";
import { notice, onPicture, shrink } from "./intake.js";
import { onLanguageChange, say } from "./language.js";
import * as picture from "./picture.js";
import * as result from "./reading.js";
import { read, useKey } from "./service.js";
import * as trouble from "./trouble.js";

let sending = null;
let file = null;
let hasKey = false;
let sent = 0;

/** Reads a picture, or the card of that number in it, instead of what is being read or shown. */
async function start(chosen, card = null) {
    sending?.cancel();
    file = chosen;
    trouble.dismiss();
    result.dismiss();
    picture.show(file);
    byId("result").hidden = false;
    byId("result").classList.add("waiting");
    shrink(true);
    progress(0);
    announce(say("progress.uploading"));
    const current = (sending = read(file, card, (share) => sending === current && progress(share)));
    try {
        const reading = await current.reading;
        if (sending === current) finish(() => result.present(reading));
    } catch (problem) {
        if (sending === current) finish(() => fail(problem, card));
    }
}

function finish(show) {
    sending = null;
    byId("progress").hidden = true;
    byId("result").classList.remove("waiting");
    show();
    const target = [byId("trouble"), byId("result")].find((section) => !section.hidden);
    target?.scrollIntoView({ behavior: mayMove() ? "smooth" : "auto", block: "nearest" });
}

function fail(problem, card) {
    if (problem.code === "cancelled") {
        clear();
        return notice("progress.cancelled");
    }
    problem.withKey = hasKey;
    trouble.explain(problem, {
        retry: () => start(file, card),
        useKey(key) {
            useKey(key);
            hasKey = true;
            start(file, card);
        },
    });
}

/** How far sending is; once all is sent the server is reading, for as long as it takes. */
function progress(share) {
    sent = share;
    byId("progress").hidden = false;
    byId("progress-words").textContent = say(share < 1 ? "progress.uploading" : "progress.reading");
    if (share < 1) byId("progress-bar").value = share;
    else byId("progress-bar").removeAttribute("value");
}

/** Takes everything personal from the page. */
function clear() {
    sending?.cancel();
    sending = file = null;
    trouble.dismiss();
    result.dismiss();
    picture.forget();
    byId("result").hidden = true;
    byId("progress").hidden = true;
    notice(null);
    shrink(false);
}

onPicture((chosen) => start(chosen));
result.onOtherCard((card) => start(file, card));
byId("cancel").addEventListener("click", () => sending?.cancel());
result.onClear(() => {
    clear();
    notice("reading.cleared");
    byId("file").focus();
});
addEventListener("pagehide", clear);
onLanguageChange(() => sending && progress(sent));
