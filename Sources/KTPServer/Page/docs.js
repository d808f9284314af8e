// Renders the OpenAPI description that the server gives at /openapi.json.

/** An element with attributes and children; strings become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text whose `quoted` parts are code. */
function prose(text = "") {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

const paragraphs = (text = "") => text.split("\n\n").filter(Boolean).map((part) => make("p", {}, prose(part)));
const joined = (items, between) => items.flatMap((item, index) => (index ? [between, item] : [item]));
const route = (method, path) => [
  make("span", { class: `method ${method}` }, method.toUpperCase()), " ", make("code", {}, path),
];
const anchor = (...words) => words.join("-").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
const block = (text, label, kind) =>
  make("pre", { tabindex: 0, class: kind, role: "region", "aria-label": label }, make("code", {}, text));
const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** What a `$ref` points to, with what stands beside it. */
function follow(document_, node) {
  if (!node?.$ref) return node;
  const target = node.$ref.slice(2).split("/").reduce((at, key) => at[key], document_);
  const { $ref, ...beside } = node;
  return { ...follow(document_, target), ...beside };
}

// MARK: Schemas

/** The kind of value in a few words, as nodes: `string`, `array of Point`, a link to a named schema. */
function kind(schema) {
  if (schema === true) return ["anything"];
  if (schema === false) return ["not allowed"];
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return [make("a", { href: `#${anchor("schema", name)}` }, name)];
  }
  if (schema.type === "array") return ["array of ", ...kind(schema.items ?? true)];
  const choices = schema.anyOf ?? (schema.type ? undefined : schema.oneOf);
  if (choices && !schema.properties) return joined(choices.map(kind), " or ");
  if (schema.allOf?.[0]?.$ref) return kind(schema.allOf[0]);
  if (schema.format === "binary") return ["bytes"];
  if (Array.isArray(schema.type)) return [schema.type.join(" or ")];
  return [schema.type ?? (schema.properties ? "object" : "value")];
}

/** What a value must keep to. */
function limits(schema) {
  const words = [];
  const values = schema.enum ?? schema.items?.enum ?? ("const" in schema ? [schema.const] : undefined);
  if (values) words.push(["one of ", joined(values.map((value) => make("code", {}, shown(value))), ", ")]);
  if (schema.default !== undefined) words.push(["usually ", make("code", {}, shown(schema.default))]);
  if (schema.pattern) words.push(["pattern ", make("code", { class: "pattern" }, schema.pattern)]);
  const { minimum, maximum, minItems, maxItems } = schema;
  if (minimum !== undefined) words.push(maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`);
  if (minItems !== undefined) words.push(minItems === maxItems ? `exactly ${minItems}` : `at least ${minItems}`);
  if (schema.contentEncoding) words.push(schema.contentEncoding);
  return words.length ? make("p", { class: "limits" }, joined(words, "; ")) : null;
}

/** The members of an object, each with its kind, its limits and what it means. */
function members(schema) {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties).map(([name, member]) => [
    make("dt", {}, make("code", {}, name), " ", make("span", { class: "kind" }, kind(member)),
      required.has(name) ? make("span", { class: "required" }, " required") : null),
    make("dd", {}, make("div", {}, prose(member.description)), limits(member), inner(member)),
  ]);
  return make("dl", { class: "members" }, rows.flat());
}

/** The members of an object that has no name of its own, folded away. */
function inner(schema) {
  const object = schema.items?.properties ? schema.items : schema;
  if (!object.properties) return null;
  return make("details", {}, make("summary", {}, "Its members"), members(object));
}

function schemaView(schema) {
  const parts = [make("p", { class: "kind" }, kind(schema)), limits(schema)];
  if (schema.properties) parts.push(members(schema));
  return parts;
}

// MARK: Operations

/** An example as it is sent, points and other short rows of numbers on one line. */
function exampleText(value) {
  if (typeof value === "string") return value;
  const row = /\[\s+(-?[\d.]+(?:,\s+-?[\d.]+)*)\s+\]/g;
  return JSON.stringify(value, null, 2).replace(row, (_, numbers) => `[${numbers.replace(/\s+/g, " ")}]`);
}

function examples(media, label) {
  const named = Object.entries(media.examples ?? {});
  return named.map(([name, { value }]) =>
    make("details", { open: named.length === 1 }, make("summary", {}, `Example: ${name.replaceAll("_", " ")}`),
      block(exampleText(value), `${label}, example ${name}`)));
}

/** Content types with one and the same description, told together. */
function contentView(content, label) {
  const groups = new Map();
  for (const [type, media] of Object.entries(content)) {
    const key = JSON.stringify(media);
    groups.set(key, { media, types: [...(groups.get(key)?.types ?? []), type] });
  }
  return [...groups.values()].map(({ media, types }) =>
    make("section", { class: "content" },
      make("p", { class: "types" }, joined(types.map((type) => make("code", {}, type)), ", ")),
      make("p", {}, prose(media.schema.description)), schemaView(media.schema), examples(media, label)));
}

/** One way of asking with curl for each kind of body. */
function commands(path, method, operation) {
  const example = (operation.parameters ?? []).find((one) => one.in === "path")?.example ?? "";
  const url = `${location.origin}${path.replace(/\{[^}]+\}/, example)}`;
  const content = operation.requestBody?.content;
  if (!content) return [`curl ${url}`];
  const lines = [];
  if (content["image/jpeg"]) lines.push(`curl -H 'Content-Type: image/jpeg' --data-binary @card.jpg ${url}`);
  const form = content["multipart/form-data"];
  const typed = form?.schema.properties.nik ? "-F nik=3204371708919018 " : "";
  if (form) lines.push(`curl -F image=@card.jpg ${typed}${url}`);
  const first = Object.values(content["application/json"]?.examples ?? {})[0];
  if (first) lines.push(`curl -H 'Content-Type: application/json' -d '${JSON.stringify(first.value)}' ${url}`);
  return lines;
}

function parametersView(parameters) {
  if (!parameters?.length) return [];
  const rows = parameters.map((one) => [
    make("dt", {}, make("code", {}, one.name), " ",
      make("span", { class: "kind" }, kind(one.schema), ` in the ${one.in}`),
      one.required ? make("span", { class: "required" }, " required") : null),
    make("dd", {}, make("div", {}, prose(one.description)), limits(one.schema),
      one.example === undefined ? null
        : make("p", { class: "limits" }, "Example: ", make("code", {}, [one.example].flat().join(",")))),
  ]);
  return [make("h4", {}, "Parameters"), make("dl", { class: "members" }, rows.flat())];
}

function answersView(document_, answers, label) {
  return Object.entries(answers).map(([status, node]) => {
    const answer = follow(document_, node);
    const headers = Object.entries(answer.headers ?? {}).map(([name, header]) => [
      make("dt", {}, make("code", {}, name)), make("dd", {}, prose(follow(document_, header).description))]);
    return make("details", { class: `answer status${status[0]}`, open: status === "200" },
      make("summary", {}, make("span", { class: "status" }, status), " ", prose(answer.description)),
      contentView(answer.content ?? {}, `${label} ${status}`),
      make("details", {}, make("summary", {}, "Header fields"), make("dl", { class: "members" }, headers.flat())));
  });
}

function scopeView(security) {
  const scope = security?.find((one) => one.bearer)?.bearer[0];
  if (!scope) return make("p", { class: "scope" }, "Open to all.");
  return make("p", { class: "scope" },
    prose("Where the server has keys: `Authorization: Bearer KEY` or `X-Api-Key: KEY`, "),
    prose(`with the scope \`${scope}\`.`));
}

function operationView(document_, path, method, operation) {
  const label = `${method.toUpperCase()} ${path}`;
  const body = follow(document_, operation.requestBody);
  return make("article", { id: anchor(operation.operationId) },
    make("h3", {}, operation.summary),
    make("p", { class: "route" }, route(method, path)),
    paragraphs(operation.description), scopeView(operation.security),
    block(commands(path, method, operation).join("\n"), `${label} with curl`, "command"),
    parametersView(operation.parameters),
    body ? [make("h4", {}, "Body"), paragraphs(body.description), contentView(body.content, `${label} body`)] : [],
    make("h4", {}, "Answers"), answersView(document_, operation.responses, label));
}

// MARK: The page

function operationsOf(document_, tag) {
  return Object.entries(document_.paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([, operation]) => operation.tags?.[0] === tag)
      .map(([method, operation]) => ({ path, method, operation })));
}

function render(document_) {
  const main = document.querySelector("main");
  const contents = document.querySelector("#contents");
  document.querySelector("#state").remove();
  document.title = `${document_.info.title}: the API`;
  main.append(make("p", { class: "version" }, `Version ${document_.info.version}, OpenAPI ${document_.openapi}`),
    ...paragraphs(document_.info.description));
  for (const { name, description } of document_.tags) {
    const operations = operationsOf(document_, name);
    main.append(make("section", { id: anchor("tag", name) }, make("h2", {}, name), paragraphs(description),
      operations.map(({ path, method, operation }) => operationView(document_, path, method, operation))));
    contents.append(make("h2", {}, name), make("ul", {}, operations.map(({ path, method, operation }) =>
      make("li", {}, make("a", { href: `#${anchor(operation.operationId)}` }, route(method, path))))));
  }
  const schemas = Object.entries(document_.components.schemas);
  main.append(make("section", { id: "schemas" }, make("h2", {}, "Schemas"), schemas.map(([name, schema]) =>
    make("article", { id: anchor("schema", name) },
      make("h3", {}, name), paragraphs(schema.description), schemaView(schema),
      (schema.examples ?? []).map((value) => block(exampleText(value), `${name}, example`))))));
  contents.append(make("h2", {}, "Schemas"), make("ul", {}, schemas.map(([name]) =>
    make("li", {}, make("a", { href: `#${anchor("schema", name)}` }, name)))));
}

/** Opens the menu where there is room beside the text, and closes it after a choice where there is none. */
function arrangeMenu() {
  const menu = document.querySelector("#menu");
  const wide = matchMedia("(min-width: 60rem)");
  const arrange = () => { menu.open = wide.matches; };
  wide.addEventListener("change", arrange);
  menu.addEventListener("click", (event) => { if (event.target.closest("a") && !wide.matches) menu.open = false; });
  arrange();
}

try {
  arrangeMenu();
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  render(await response.json());
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
} catch (error) {
  const state = document.querySelector("#state");
  if (!state) throw error;
  state.textContent = `The description could not be loaded: ${error.message}.`;
}
