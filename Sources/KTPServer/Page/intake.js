// The ways in which a picture comes to the page.

import * as camera from "./camera.js";
import { announce, byId } from "./dom.js";
import { say } from "./language.js";

/** Calls back with each picture that is dropped, pasted, chosen or taken. */
export function onPicture(receive) {
    const accept = (files) => {
        if (!files.length) return;
        notice(files.length > 1 ? "intake.first" : null);
        receive(files[0]);
    };

    for (const input of [byId("file"), byId("phone-camera")]) {
        input.addEventListener("change", () => {
            accept([...input.files]);
            // The same file may be chosen again.
            input.value = "";
        });
    }
    byId("open-camera").addEventListener("click", camera.open);
    camera.onPicture((picture) => accept([picture]));

    document.addEventListener("paste", (event) => {
        if (event.target.id === "api-key") return;
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length) accept(files);
        else notice("intake.none");
    });

    let depth = 0;
    const isFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const mark = (change) => {
        depth = Math.max(0, change === 0 ? 0 : depth + change);
        document.body.classList.toggle("dropping", depth > 0);
    };
    document.addEventListener("dragenter", (event) => isFile(event) && mark(1));
    document.addEventListener("dragleave", (event) => isFile(event) && mark(-1));
    document.addEventListener("dragover", (event) => isFile(event) && event.preventDefault());
    document.addEventListener("drop", (event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        mark(0);
        accept([...event.dataTransfer.files]);
    });
}

/** A remark under the ways in; null for none. */
export function notice(text) {
    const node = byId("notice");
    node.hidden = text === null;
    if (text === null) return delete node.dataset.text;
    node.dataset.text = text;
    node.textContent = say(text);
    announce(node.textContent);
}

/** Makes the ways in small once there is something to see, and large again. */
export function shrink(isSmall) {
    byId("intake").classList.toggle("small", isSmall);
    byId("choose").dataset.text = isSmall ? "intake.again" : "intake.choose";
    byId("choose").textContent = say(byId("choose").dataset.text);
}
