// The page for developers: a configurator of the widget, its snippet, and the reference from the
// package's `custom-elements.json`.
const settings = document.getElementById("settings");
const kind = document.getElementById("kind");
const DEFAULTS = {
  "--rc-accent": "#0b6b57",
  "--rc-on-accent": "#ffffff",
  "--rc-radius": "12px",
  "--rc-size": "17px",
  "--rc-font": "",
};
/** WCAG 2.2, 1.4.3: contrast of text and background. */
const CONTRAST_MIN = 4.5;

const el = (name, words = "") =>
  Object.assign(document.createElement(name), { textContent: words });
const value = (name) => settings.elements[name].value.trim();
const unit = (name) =>
  settings.elements[name].type === "range" ? `${value(name)}px` : value(name);

/** Facts as typed; lines that are no pair are left out. */
const facts = () =>
  Object.fromEntries(
    value("facts")
      .split("\n")
      .map((line) => line.split("=").map((part) => part.trim()))
      .filter(([id, answer]) => /^[a-z][a-z0-9_]*$/.test(id) && answer),
  );

/** The variables that differ from their defaults. */
const theme = () =>
  Object.entries(DEFAULTS)
    .map(([name, usual]) => [name, unit(name), usual])
    .filter(([, now, usual]) => now !== usual);

const attributes = () => ({
  store: value("store"),
  topic: value("topic"),
  order: value("order"),
  lang: value("lang"),
  load: value("load") === "click" ? "" : value("load"),
});

// The widget on this page.

function made() {
  const tag = document.createElement("recourse-widget");
  tag.append(el("a", "Can I return this?"));
  dress(tag);
  return tag;
}

let widget;

function dress(widget) {
  for (const [name, now] of Object.entries(attributes())) {
    if (now) widget.setAttribute(name, now);
    else widget.removeAttribute(name);
  }
  for (const name of Object.keys(DEFAULTS)) widget.style.removeProperty(name);
  for (const [name, now] of theme()) widget.style.setProperty(name, now);
  widget.querySelector("a").href = form();
  const now = JSON.stringify(facts());
  if (now !== JSON.stringify(widget.facts ?? {})) widget.facts = JSON.parse(now);
}

// The event log.

const log = document.getElementById("log");
function logEvent(event) {
  const { type, at, detail } = event.detail;
  log.append(el("li", `${at.slice(11, 19)}  recourse:${type}  ${JSON.stringify(detail)}`));
  log.scrollTop = log.scrollHeight;
}

// The tag.

const quoted = (text) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
/** Attributes as they are written in a tag; empty ones are left out. */
const written = (rows) =>
  rows
    .filter(([, now]) => now)
    .map(([name, now]) => ` ${name}="${quoted(now)}"`)
    .join("");
const factRows = (prefix) =>
  Object.entries(facts()).map(([id, answer]) => [`${prefix}${id}`, answer]);
let pinned;

const SNIPPETS = {
  html: () => tag(`<script type="module" src="${location.origin}/widget/recourse.js"></script>`),
  pinned: () =>
    tag(
      pinned
        ? `<script type="module" src="${location.origin}/widget/${pinned.file}"\n  ` +
            `integrity="${pinned.integrity}" crossorigin></script>`
        : "…",
    ),
  react: () => `import { RecourseWidget } from "recourse-widget/react";

<RecourseWidget api="${location.origin}"${written(Object.entries(attributes()))}
  facts={${JSON.stringify(facts())}} onDecision={(event) => console.log(event.detail)}>
  <a href="${form()}">Can I return this?</a>
</RecourseWidget>${sheet()}`,
  vue: () => `<script setup>
import { RecourseWidget } from "recourse-widget/vue";
</script>

<template>
  <RecourseWidget api="${location.origin}"${written(Object.entries(attributes()))}
    :facts='${JSON.stringify(facts()).replaceAll("'", "&#39;")}' @decision="(event) => console.log(event.detail)">
    <a href="${form()}">Can I return this?</a>
  </RecourseWidget>
</template>${sheet()}`,
  liquid: () => `Theme editor → Add block → Apps → “Can I return this?”

Address of your Worker   ${location.origin}
Id of your store         ${value("store")}
Topic                    ${value("topic") || "(empty)"}
Accent                   ${value("--rc-accent")}
Text on the accent       ${value("--rc-on-accent")}
Corners                  ${value("--rc-radius")} px

The page’s language, the order and its country are filled in by the block.`,
  woocommerce:
    () => `Settings → Recourse: address of your Worker ${location.origin}, id of your store ${value("store")}

[recourse${written([["topic", value("topic")], ["order", value("order")], ...factRows("fact_")])}]

It is added below each order of a customer’s account, signed if the shop has a key.`,
};

function form() {
  return `${location.origin}/v1/stores/${value("store")}/form?lang=${value("lang")}`;
}
/** A widget that opens by itself in view needs reserved room, or it causes a layout shift. */
const room = () =>
  value("load") === "visible"
    ? [
        ["display", "block"],
        ["min-block-size", "100svh"],
      ]
    : [];
function sheet() {
  const rows = [...room(), ...theme()].map(([name, now]) => `  ${name}: ${now};\n`).join("");
  return rows && `\n\n/* CSS */\nrecourse-widget {\n${rows}}`;
}
function tag(script) {
  const rows = [...Object.entries(attributes()), ...factRows("fact-")];
  return `${script}
<recourse-widget${written(rows)}>
  <a href="${form()}">Can I return this?</a>
</recourse-widget>${sheet()}`;
}

// Contrast of the accent.

const light = (hex) =>
  [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, ix) => sum + part * [0.2126, 0.7152, 0.0722][ix], 0);
function contrast(one, two) {
  const [dark, bright] = [light(one), light(two)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

function judge() {
  const note = document.getElementById("contrast");
  const [button, link] = [
    contrast(value("--rc-accent"), value("--rc-on-accent")),
    contrast(value("--rc-accent"), "#ffffff"),
  ];
  const low = Math.min(button, link) < CONTRAST_MIN;
  note.toggleAttribute("data-low", low);
  note.textContent =
    `Text on the accent ${button.toFixed(1)} : 1, links on white ${link.toFixed(1)} ` +
    `: 1. ` +
    `${low ? `Below ${CONTRAST_MIN} : 1 some shoppers cannot read them.` : "Both are readable."}`;
}

// The reference.

const CELLS = {
  attributes: (row) => [row.name, row.type.text, row.description, row.default],
  events: (row) => [row.name, /detail: (.*) }>$/.exec(row.type.text)?.[1], row.description],
  members: (row) => [
    row.kind === "method" ? `${row.name}()` : row.name,
    row.type?.text,
    row.description,
  ],
  cssProperties: (row) => [row.name, "", row.description, row.default],
  cssParts: (row) => [row.name, "", row.description],
  slots: (row) => [row.name || "(the slot)", "", row.description],
};

/** A cell of text; text between backticks is code. */
function described(words) {
  const cell = el("td");
  cell.append(...words.split("`").map((part, ix) => (ix % 2 ? el("code", part) : part)));
  return cell;
}

function table(rows, cells) {
  const body = el("tbody");
  for (const row of rows) {
    const [name, form, description, usual] = cells(row);
    const line = el("tr");
    const head = el("th");
    head.scope = "row";
    head.append(el("code", name));
    const middle = el("td");
    if (form) middle.append(el("code", form));
    line.append(
      head,
      middle,
      described(usual ? `${description} Default: \`${usual}\`.` : description),
    );
    body.append(line);
  }
  const made = el("table");
  made.append(body);
  return made;
}

async function reference() {
  const [element] = (await (await fetch("custom-elements.json")).json()).modules[0].declarations;
  for (const place of document.querySelectorAll("[data-rows]"))
    place.replaceChildren(table(element[place.dataset.rows], CELLS[place.dataset.rows]));
}

// The page.

function show() {
  document.getElementById("snippet").textContent = SNIPPETS[kind.value]();
  judge();
}

async function topics() {
  const list = settings.elements.topic;
  const before = list.value;
  const store = await (await fetch(`/v1/stores/${value("store")}`)).json();
  list.replaceChildren(
    new Option("the shopper chooses", ""),
    ...store.topics.map((topic) => new Option(topic, topic)),
  );
  list.value = store.topics.includes(before) ? before : "";
}

settings.addEventListener("submit", (event) => event.preventDefault());
settings.addEventListener("change", async (event) => {
  if (event.target.name === "store") await topics();
  dress(widget);
  // `load` is read when the element is inserted.
  if (event.target.name === "load") widget.replaceWith((widget = made()));
  show();
});
settings.addEventListener("input", (event) => {
  if (["color", "range"].includes(event.target.type)) dress(widget);
  show();
});
kind.addEventListener("change", show);
document.getElementById("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(document.getElementById("snippet").textContent);
  document.getElementById("copied").textContent = "Copied.";
});
(window.recourse ||= []).push(
  ...[
    "ready",
    "topics",
    "question",
    "answer",
    "review",
    "decision",
    "claim",
    "submitted",
    "receipt",
    "error",
  ].map((name) => ["on", name, logEvent]),
);

document.getElementById("policy").textContent =
  `script-src ${location.origin} 'wasm-unsafe-eval'; connect-src ${location.origin}`;
document.getElementById("nonces").textContent =
  `script-src 'nonce-…' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src ${location.origin}`;
await topics();
widget = made();
document.getElementById("stage").append(widget);
show();
await reference();
pinned = (await (await fetch("/widget/manifest.json")).json()).loader;
show();
