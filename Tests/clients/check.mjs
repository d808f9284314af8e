// Checks the JavaScript client. Usage: check.mjs CARD NIK OPEN_URL KEYED_URL KEY SLOW_KEY STUB_URL
import { readFile } from "node:fs/promises";
import { BacaKTPError, Client } from "../../Clients/javascript/bacaktp.js";

const [card, nik, openURL, keyedURL, key, slowKey, stub] = process.argv.slice(2);

function check(what, holds) {
  console.log(holds ? "ok  " : "FAIL", "javascript:", what);
  if (!holds) process.exitCode = 1;
}

/** The error that asking ends with; an empty one where it ends well. */
async function refusal(ask) {
  try {
    await ask();
    return {};
  } catch (error) {
    if (error instanceof BacaKTPError) return error;
    throw error;
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const picture = await readFile(card);
const client = new Client(`${openURL}/`);
const whole = await client.read(card);
check("reads a card by its path", whole.data.nik === nik && whole.status === "accept");
check("tells the evidence", whole.fields.nik.value === nik && whole.card.kind === "ektp");
for (const [what, form] of [
  ["a typed array", picture], ["a blob", new Blob([picture])], ["a buffer", new Uint8Array(picture).buffer],
  ["a part of a buffer", new Uint8Array([0, ...picture, 0]).subarray(1, -1)],
]) check(`reads a card from ${what}`, same((await client.read(form)).data, whole.data));
const short = await client.read(picture, { mask: "partial", fields: ["nik", "alamat.kecamatan"], details: false });
const expected = { nik: "*".repeat(12) + nik.slice(-4), alamat: { kecamatan: whole.data.alamat.kecamatan } };
check("limits the fields, masks them, leaves the evidence out", same(short.data, expected) && !("fields" in short));
check("asks for a card by its number", (await client.read(picture, { card: 1 })).card.number === 1);
const { pictures } = await client.read(picture, { pictures: ["photo", "masked"] });
const areJPEG = Object.values(pictures).every((one) => one === null || one.data.startsWith("/9j"));
check("asks for pictures", same(Object.keys(pictures), ["photo", "masked"]) && areJPEG);

check("compares every value, alamat as it stands", (await client.compare(card, whole.data)).match === "match");
const slip = nik.slice(0, -1) + (nik.endsWith("0") ? "1" : "0");
const typed = { nik: slip, nama: null, agama: undefined, "alamat.kecamatan": "Nowhere" };
const compared = await client.compare(picture, typed);
const results = Object.entries(compared.fields).map(([name, one]) => [name, one.result]);
check("compares dotted keys, leaves null out", same(results, [["nik", "near"], ["alamat.kecamatan", "differ"]]));
check("says which key is none", (await refusal(() => client.compare(picture, { name: "X" }))).code === "bad_request");

const spaced = await client.nik(`${nik.slice(0, 4)} ${nik.slice(4)}`);
check("says what a NIK says", (await client.nik(nik)).valid && spaced.nik === nik);
check("says what no NIK says", (await client.nik("12/3?")).valid === false);
check("tells health and readiness", (await client.health()) === true && (await client.ready()) === true);

let error = await refusal(() => client.read(new TextEncoder().encode("no picture")));
check("tells a refusal", error.status === 415 && error.code === "unsupported_format" && error.name === "BacaKTPError");
check("tells it in two languages", error.messageId?.includes("gambar") && error.messageEn?.includes("picture"));
check("tells the request's id", error.requestId?.length > 8 && error.retryAfter === null);
check("refuses an empty picture", (await refusal(() => client.read(new Uint8Array()))).code === "image_missing");
check("refuses an unknown mask", (await refusal(() => client.read(picture, { mask: "half" }))).code === "bad_request");

check("wants a key", (await refusal(() => new Client(keyedURL).read(card))).status === 401);
const keyed = new Client(keyedURL, { key });
check("sends its key", (await keyed.read(card)).data.nik === nik && (await keyed.nik(nik)).valid);
const slow = new Client(keyedURL, { key: slowKey });
check("tells a missing scope", (await refusal(() => slow.read(card))).code === "forbidden");
check("needs no key for readiness", await new Client(keyedURL).ready());
const limited = new Client(keyedURL, { key: slowKey, retries: 0 });
error = await refusal(async () => { for (let count = 0; count < 90; count += 1) await limited.nik("1"); });
check("tells the rate limit", error.status === 429 && error.code === "rate_limited" && error.retryAfter === 1);
check("waits for the rate limit", (await slow.nik(nik)).valid);

let start = performance.now();
const patient = await new Client(`${stub}/busy/javascript`, { key: "k" }).nik("1");
const waited = performance.now() - start;
check("tries again after Retry-After", same(patient, { key: "Bearer k" }) && waited >= 2000 && waited < 6000);
error = await refusal(() => new Client(`${stub}/busy/javascript-once`, { retries: 1, longestWait: 2 }).nik("1"));
const asked = await new Client(`${stub}/asked/javascript-once`).nik("1");
check("tries so often and no more", error.code === "too_busy" && asked.count === 2);
error = await refusal(() => new Client(`${stub}/far/javascript-far`).nik("1"));
check("does not wait for long", error.status === 503 && error.retryAfter === 9999);
check("tells an answer of a proxy", (await refusal(() => new Client(`${stub}/proxy`).nik("1"))).code === "http_502");
check("tells what is no answer", (await refusal(() => new Client(`${stub}/list`).nik("1"))).code === "not_an_answer");
check("goes nowhere else", (await refusal(() => new Client(`${stub}/away`).nik("1"))).code === "unreachable");
start = performance.now();
error = await refusal(() => new Client(`${stub}/slow`, { timeout: 0.5 }).nik("1"));
check("does not wait for ever", error.code === "unreachable" && performance.now() - start < 2500);
const nobody = new Client("http://127.0.0.1:1");
check("tells that nobody is there", !(await nobody.ready()) && !(await nobody.health()));
