// The npm package: package linters, server-side imports, and types.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, it } from "node:test";
import { publint } from "publint";
import { ROOT, pack, project, tool } from "./pack.mjs";

let archive, files;
before(() => ({ archive, files } = pack()));

it("npm: publint reports nothing", async () => {
  const { messages } = await publint({
    pkgDir: join(ROOT, "target/npm"),
    pack: false,
    strict: true,
  });
  assert.deepEqual(messages, []);
});

it("npm: arethetypeswrong reports nothing", () => {
  tool("attw", [
    archive,
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    "./custom-elements.json",
  ]);
});

it("npm: the archive has the needed files only: every language, no source, no test", () => {
  const wanted = [
    "package.json",
    "README.md",
    "custom-elements.json",
    "element.js",
    "glue.js",
    "widget.wasm",
    "request.wasm",
    "photo.js",
    "rules.wasm",
    "inline.js",
    "headless-inline.js",
  ];
  for (const file of [
    ...wanted,
    ...["ar", "de", "es", "fr", "pt", "zh"].map((language) => `messages.${language}.js`),
  ])
    assert.ok(files.includes(file), file);
  assert.deepEqual(
    files.filter((file) => !/\.(js|d\.ts|wasm|css|json|md)$/.test(file)),
    [],
  );
});

it("npm: every entry can be imported on a server without side effects", () => {
  const folder = project(archive, ["react", "vue", "@vue"], []);
  writeFileSync(
    join(folder, "server.mjs"),
    `
    await Promise.all([import("react"), import("vue")]);
    const before = Object.keys(globalThis).sort().join();
    const entries = ["", "/element", "/inline", "/headless", "/headless-inline", "/react", "/vue"];
    const [{ load }] = await Promise.all(entries.map((entry) => import("recourse-widget" + entry)));
    console.log(JSON.stringify({ loaded: await load(), same: Object.keys(globalThis).sort().join() === before }));
  `,
  );
  assert.deepEqual(
    JSON.parse(execFileSync("node", ["server.mjs"], { cwd: folder, encoding: "utf8" })),
    { loaded: null, same: true },
  );
});

it("npm: the wrappers render the tag and the shop's own link on a server", () => {
  const folder = project(archive, ["react", "react-dom", "vue", "@vue"], []);
  writeFileSync(
    join(folder, "server.mjs"),
    `
    import { createElement } from "react";
    import { renderToString } from "react-dom/server";
    import { createSSRApp, h } from "vue";
    import { renderToString as vue } from "vue/server-renderer";
    import { RecourseWidget as R } from "recourse-widget/react";
    import { RecourseWidget as V } from "recourse-widget/vue";
    const props = { store: "hekka", order: "H-1", quantity: 2, signedOrder: "a.b.c", facts: { ship_to: "DE" } };
    const link = [{ href: "/form" }, "Can I return this?"];
    console.log(renderToString(createElement(R, props, createElement("a", ...link))));
    console.log(await vue(createSSRApp({ render: () => h(V, props, () => [h("a", ...link)]) })));
  `,
  );
  const [react, vue] = execFileSync("node", ["server.mjs"], { cwd: folder, encoding: "utf8" })
    .trim()
    .split("\n");
  const tag =
    '<recourse-widget store="hekka" order="H-1" quantity="2" signed-order="a.b.c">' +
    '<a href="/form">Can I return this?</a></recourse-widget>';
  assert.equal(react, tag);
  assert.equal(vue.replace(/<!--.*?-->/g, ""), tag);
});

it("npm: correct code compiles under strict types, and wrong code does not", () => {
  const folder = project(
    archive,
    ["react", "vue", "@vue", "csstype", "@types", "undici-types"],
    ["types"],
  );
  tool("tsc", ["-p", "types"], { cwd: folder });
});

it("npm: each wasm is referenced once by its literal name, so bundlers find it", () => {
  const scripts = files.filter((file) => file.endsWith(".js"));
  const text = scripts
    .map((file) => readFileSync(join(ROOT, "target/npm", file), "utf8"))
    .join("\n");
  const found = [...text.matchAll(/new URL\(([^()]*),import\.meta\.url\)/g)]
    .map(([, name]) => name)
    .sort();
  assert.deepEqual(found, ['"./request.wasm"', '"./rules.wasm"', '"./widget.wasm"']);
  assert.equal(
    text.split("import.meta").length - 1,
    found.length,
    "nothing else depends on the address of a script",
  );
});
