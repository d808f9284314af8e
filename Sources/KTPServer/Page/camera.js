// Takes a picture with the camera, the card inside a frame of its shape.

import { byId } from "./dom.js";
import { say } from "./language.js";

let stream = null;
let take = () => {};

/** What to do with a picture that was taken. */
export const onPicture = (listener) => (take = listener);

/** Opens the camera; where the page may not have it, the phone's own camera program. */
export async function open() {
    if (!navigator.mediaDevices?.getUserMedia) return byId("phone-camera").click();
    const dialog = byId("camera");
    tell("camera.hint", true);
    dialog.showModal();
    try {
        const opened = await navigator.mediaDevices.getUserMedia({
            audio: false, video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1440 } },
        });
        // The dialog may have been closed while the person was asked.
        if (!dialog.open) return stop(opened);
        stream = opened;
        byId("video").srcObject = stream;
        await byId("video").play();
        byId("take").disabled = false;
        byId("take").focus();
    } catch (error) {
        const reasons = { NotAllowedError: "camera.denied", NotFoundError: "camera.absent" };
        if (dialog.open) tell(reasons[error.name] ?? "camera.busy", false);
    }
}

function tell(text, isHint) {
    const words = byId("camera-words");
    words.dataset.text = text;
    words.textContent = say(text);
    words.setAttribute("role", isHint ? "note" : "alert");
}

function stop(stream) {
    stream?.getTracks().forEach((track) => track.stop());
}

/** The whole frame that the video shows now, as a JPEG. */
function capture() {
    const video = byId("video");
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
        byId("camera").close();
        if (blob) take(blob);
    }, "image/jpeg", 0.95);
}

byId("take").addEventListener("click", capture);
byId("close-camera").addEventListener("click", () => byId("camera").close());
byId("camera").addEventListener("close", () => {
    stop(stream);
    stream = null;
    byId("video").srcObject = null;
    byId("take").disabled = true;
});
