// Client of a BacaKTP server: reads photos of Indonesian identity cards. Node 18 or later, and browsers.
//
//   const client = new Client("http://127.0.0.1:5000");
//   console.log((await client.read("card.jpg")).data.nik);

/** A request that was not answered with a result. */
export class BacaKTPError extends Error {
  /**
   * @param {object} told
   * @param {number} told.status the HTTP status; 0 where no answer came
   * @param {string} told.code what programs can rely on, such as "not_a_ktp"; "unreachable" where no answer came
   * @param {string} told.messageId what to tell a person, in Indonesian
   * @param {string} told.messageEn the same in English
   * @param {string|null} [told.requestId] the id by which the server's log knows the request
   * @param {number|null} [told.retryAfter] seconds after which to try again
   * @param {unknown} [cause] the error that led here
   */
  constructor({ status, code, messageId, messageEn, requestId = null, retryAfter = null }, cause = undefined) {
    super(`${code}: ${messageEn}`, { cause });
    Object.assign(this, { name: "BacaKTPError", status, code, messageId, messageEn, requestId, retryAfter });
  }
}

/** @typedef {string|Blob|ArrayBuffer|ArrayBufferView} Picture a path (in Node), or the bytes */

/** Asks one server. */
export class Client {
  #url;
  #key;
  #timeout;
  #retries;
  #longestWait;

  /**
   * @param {string} url where the server is, such as "http://127.0.0.1:5000"
   * @param {object} [options]
   * @param {string} [options.key] an API key, where the server wants one
   * @param {number} [options.timeout] seconds to wait for an answer
   * @param {number} [options.retries] how often to ask again when the server is too busy (429 or 503)
   * @param {number} [options.longestWait] seconds; a server that asks to wait longer is not asked again
   */
  constructor(url, { key, timeout = 30, retries = 3, longestWait = 30 } = {}) {
    if (!/^https?:\/\//.test(url)) throw new TypeError("the URL must begin with http:// or https://");
    this.#url = url.replace(/\/+$/, "");
    this.#key = key;
    this.#timeout = timeout;
    this.#retries = retries;
    this.#longestWait = longestWait;
  }

  /**
   * Reads one card.
   * @param {Picture} picture
   * @param {object} [options]
   * @param {"none"|"partial"|"full"} [options.mask] "partial" hides what identifies the holder, "full" every value
   * @param {string[]} [options.fields] only these values; "alamat" is all of the address
   * @param {("photo"|"signature"|"masked")[]} [options.pictures] pictures to add
   * @param {boolean} [options.details] false for the values without the evidence
   * @param {number} [options.card] of several cards in the picture the one with that number, as `card.others` of an earlier answer tells
   * @returns {Promise<object>} the reading
   */
  async read(picture, { mask, fields, pictures, details = true, card } = {}) {
    const query = new URLSearchParams();
    if (mask) query.set("mask", mask);
    if (fields) query.set("fields", String(fields));
    if (pictures) query.set("pictures", String(pictures));
    if (!details) query.set("details", "false");
    if (card) query.set("card", String(card));
    const path = `${query}` ? `/v1/ktp?${query}` : "/v1/ktp";
    // The bytes themselves tell the format.
    return this.#ask(path, await contents(picture), "application/octet-stream");
  }

  /**
   * Compares a card with what a person typed.
   * @param {Picture} picture
   * @param {object} typed texts by key, such as {nik: "3204…", "alamat.kecamatan": "Soreang"}, or shaped like data
   * @returns {Promise<object>} the comparison
   */
  async compare(picture, typed) {
    const body = JSON.stringify({ image: base64(await contents(picture)), typed: withoutNull(typed) });
    return this.#ask("/v1/ktp/compare", body, "application/json");
  }

  /** Tells what a NIK says, right or wrong. Spaces do not count. */
  async nik(nik) {
    return this.#ask(`/v1/nik/${encodeURIComponent(nik.replace(/\s+/g, ""))}`);
  }

  /** Whether the server is alive. */
  health() {
    return this.#isWell("/healthz");
  }

  /** Whether the server takes requests; false also where it cannot be reached. */
  ready() {
    return this.#isWell("/readyz");
  }

  async #isWell(path) {
    try {
      await this.#ask(path, undefined, undefined, 0);
      return true;
    } catch (error) {
      if (error instanceof BacaKTPError && [0, 503].includes(error.status)) return false;
      throw error;
    }
  }

  async #ask(path, body, type, retries = this.#retries) {
    for (let left = retries; ; left -= 1) {
      try {
        return await this.#askOnce(path, body, type);
      } catch (error) {
        const wait = error.retryAfter ?? 1;
        if (![429, 503].includes(error.status) || left <= 0 || wait > this.#longestWait) throw error;
        // Not all who were refused together should come back together.
        await new Promise((resolve) => setTimeout(resolve, wait * 1000 * (1 + Math.random() / 4)));
      }
    }
  }

  async #askOnce(path, body, type) {
    const headers = { Accept: "application/json" };
    if (type) headers["Content-Type"] = type;
    if (this.#key) headers.Authorization = `Bearer ${this.#key}`;
    let response, text;
    try {
      response = await fetch(this.#url + path, {
        method: body === undefined ? "GET" : "POST", headers, body, cache: "no-store", credentials: "omit",
        // A card goes where it was meant to go.
        redirect: "error", signal: AbortSignal.timeout(this.#timeout * 1000),
      });
      text = await response.text();
    } catch (error) {
      const messageEn = `The server cannot be reached: ${error.cause?.message ?? error.message}`;
      const messageId = "Server tidak dapat dihubungi.";
      throw new BacaKTPError({ status: 0, code: "unreachable", messageId, messageEn }, error);
    }
    const answer = parsed(text);
    if (!response.ok) throw refusal(response, answer ?? {});
    if (answer) return answer;
    throw new BacaKTPError({
      status: response.status, code: "not_an_answer", messageId: "Jawaban server tidak dapat dibaca.",
      messageEn: "The answer is not a JSON object",
    });
  }
}

/** The object that a text is; null for anything else. */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The error that an answer tells, whoever wrote it: the server, or a proxy before it. */
function refusal(response, problem) {
  const wait = response.headers.get("Retry-After") ?? "";
  return new BacaKTPError({
    status: response.status,
    code: problem.code ?? `http_${response.status}`,
    messageId: problem.message?.id ?? `Server menjawab ${response.status}.`,
    messageEn: problem.message?.en ?? problem.detail ?? `The server answered ${response.status}`,
    requestId: problem.request_id ?? response.headers.get("X-Request-Id"),
    retryAfter: /^[0-9]{1,9}$/.test(wait) ? Number(wait) : null,
  });
}

/** The bytes of a picture. */
async function contents(picture) {
  if (typeof picture === "string") {
    const { readFile } = await import("node:fs/promises");
    return new Uint8Array(await readFile(picture));
  }
  if (picture instanceof Blob) return new Uint8Array(await picture.arrayBuffer());
  if (ArrayBuffer.isView(picture)) return new Uint8Array(picture.buffer, picture.byteOffset, picture.byteLength);
  return new Uint8Array(picture);
}

function base64(bytes) {
  let text = "";
  // In pieces: a function takes so many arguments and no more.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** What was typed without the values that nobody typed. */
function withoutNull(typed) {
  const kept = Object.entries(typed).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, typeof value === "object" ? withoutNull(value) : value]));
}
