// Talks to the server: one picture out, one reading or one problem back.

let key = null;

/** The API key for what is sent from now on; kept in memory only. */
export const useKey = (value) => (key = value);

/** What kept a picture from being read. `code` is the server's, or "network", "strange" or "cancelled". */
export class Problem extends Error {
    constructor(code, { status = 0, message = null, requestID = null, retryAfter = null } = {}) {
        super(code);
        Object.assign(this, { code, status, words: message, requestID, retryAfter });
    }
}

/**
 * Sends a picture to be read.
 *
 * XMLHttpRequest and not fetch: only it tells how much has been sent.
 * @param {Blob} picture the file as it is
 * @param {number|null} card the number of the card to read, of several in the picture
 * @param {(share: number) => void} onSent called with the share that was sent, 0...1
 * @returns {{reading: Promise<object>, cancel: () => void}} the promise fails with a Problem
 */
export function read(picture, card, onSent) {
    const request = new XMLHttpRequest();
    const reading = new Promise((resolve, reject) => {
        request.open("POST", card === null ? "/v1/ktp" : `/v1/ktp?card=${card}`);
        request.setRequestHeader("Content-Type", picture.type || "application/octet-stream");
        if (key) request.setRequestHeader("Authorization", `Bearer ${key}`);
        request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
        request.upload.onload = () => onSent(1);
        request.onload = () => {
            const answer = parsed(request.responseText);
            if (request.status === 200 && answer?.fields) resolve(answer);
            else reject(problem(request, answer));
        };
        request.onerror = () => reject(new Problem("network"));
        request.onabort = () => reject(new Problem("cancelled"));
        request.send(picture);
    });
    return { reading, cancel: () => request.abort() };
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

function problem(request, answer) {
    if (!answer?.code) return new Problem("strange", { status: request.status });
    const seconds = Number.parseInt(request.getResponseHeader("Retry-After"), 10);
    return new Problem(answer.code, {
        status: request.status, message: answer.message, requestID: answer.request_id,
        retryAfter: Number.isFinite(seconds) ? seconds : null,
    });
}
