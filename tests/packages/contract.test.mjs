// `custom-elements.json` matches the element exactly.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { ROOT } from "./pack.mjs";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const [element] = JSON.parse(read("widget/js/npm/custom-elements.json")).modules[0].declarations;
const names = (rows) => rows.map(({ name }) => name).sort();
const found = (text, pattern) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
const rust = globSync(join(ROOT, "widget/src/**/*.rs"))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");
const source = read("widget/js/element.ts") + read("widget/js/attributes.ts");
const { ATTRIBUTES, EVENTS } = await import(join(ROOT, "target/npm/contract.js"));

it("custom_elements: attributes are those that the element reads", () => {
  const read = found(source, /(?:(?:text|getAttribute)\("|closest(?:<\w+>)?\("\[)([a-z-]+)/g);
  assert.deepEqual(names(element.attributes), [...read, "fact-*"].sort());
  assert.deepEqual(Object.values(ATTRIBUTES).sort(), read, "and those that wrappers pass on");
});

it("custom_elements: events are those that the widget and the element send", () => {
  const pages = found(read("widget/src/pages/mod.rs"), /Page::\w+(?:\(_\))? => "(\w+)"/g);
  const told = found(read("widget/src/host/events.rs"), /WidgetEvent::\w+ \{ \.\. \} => "(\w+)"/g);
  assert.ok(pages.length > 4 && told.length > 3, `${pages} ${told}`);
  const all = [...new Set([...pages, ...told, "error"])].sort().map((name) => `recourse:${name}`);
  assert.deepEqual(names(element.events), all);
  assert.deepEqual(EVENTS.map((name) => `recourse:${name}`).sort(), all);
});

it("custom_elements: error codes are those that have a message for shoppers", () => {
  const [, codes] = /ErrorCode =([^;]*);/.exec(read("widget/js/npm/types.ts"));
  const words = found(read("widget/texts/en.toml"), /^(\w+) = /gm);
  for (const code of found(codes, /"(\w+)"/g)) assert.ok(words.includes(code), code);
});

it("custom_elements: parts are those of the widget", () => {
  assert.deepEqual(names(element.cssParts), found(rust, /\bpart="(\w+)"/g));
});

it("custom_elements: CSS variables are those that the style sheet reads", () => {
  assert.deepEqual(
    names(element.cssProperties),
    found(
      read("widget/src/style/widget.css") + read("widget/src/style/widget_pages.css"),
      /var\((--rc-[a-z-]+)/g,
    ),
  );
});

it("custom_elements: methods and properties are those of the class, and one for each attribute of the case", () => {
  const own = ["facts", "ready", "start", "reset"];
  for (const name of own)
    assert.match(source, new RegExp(`(?:readonly |    )${name}(?:\\(| =|: .* =)`), name);
  const properties = new Map(
    Object.entries(ATTRIBUTES).map(([property, attribute]) => [attribute, property]),
  );
  const [, listed] = /CASE = (\[[^\]]*\])/.exec(source);
  const reflected = JSON.parse(listed.replace(/,\s*\]/, "]"))
    .map((attribute) => [properties.get(attribute), attribute])
    .sort();
  assert.deepEqual(
    element.members
      .filter(({ reflects }) => reflects)
      .map(({ name, attribute }) => [name, attribute])
      .sort(),
    reflected,
  );
  assert.deepEqual(
    element.attributes
      .filter(({ fieldName }) => fieldName)
      .map(({ name, fieldName }) => [fieldName, name])
      .sort(),
    reflected,
  );
  assert.deepEqual(
    names(element.members),
    [...own, ...reflected.map(([property]) => property)].sort(),
  );
});
