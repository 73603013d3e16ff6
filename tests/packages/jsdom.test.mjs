// The npm package in jsdom, as component tests of a shop run it: jsdom has no IntersectionObserver,
// no matchMedia, no adopted style sheets and no CSS.supports. An element that is connected must
// throw nothing; that it cannot be shown there is told by `recourse:error`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { before, it } from "node:test";
import { ROOT, pack, project } from "./pack.mjs";

let folder;
before(() => {
  folder = project(pack().archive, ["react", "react-dom", "scheduler", "vue", "@vue"], []);
});

/** Runs a script in Node with the globals of jsdom, as Vitest sets them; what it has recorded. */
function inJsdom(script) {
  const jsdom = pathToFileURL(join(ROOT, "node_modules/jsdom/lib/api.js"));
  const text = `
    import { JSDOM, VirtualConsole } from ${JSON.stringify(jsdom)};
    const seen = { thrown: [], told: [] };
    const thrown = (error) => seen.thrown.push(String(error?.stack ?? error));
    process.on("uncaughtException", thrown).on("unhandledRejection", thrown);
    const virtualConsole = new VirtualConsole().on("jsdomError", thrown);
    const { window } = new JSDOM("<!doctype html><body></body>", {
      url: "https://shop.example/", pretendToBeVisual: true, virtualConsole });
    for (const name of Object.getOwnPropertyNames(window))
      if (!(name in globalThis) || ["Event", "CustomEvent", "EventTarget", "navigator"].includes(name))
        Object.defineProperty(globalThis, name, {
          value: window[name], configurable: true, writable: true });
    globalThis.fetch = () => Promise.reject(new TypeError("no network"));
    seen.lacks = ["IntersectionObserver", "matchMedia"].filter((name) => !(name in window));
    document.addEventListener("recourse:error", ({ detail }) => seen.told.push(detail.detail.code));
    const settled = () => new Promise((go) => setTimeout(go, 200));
    ${script}
    await settled();
    console.log(JSON.stringify(seen));
    process.exit(0);`;
  writeFileSync(join(folder, "dom.mjs"), text);
  return JSON.parse(execFileSync("node", ["dom.mjs"], { cwd: folder, encoding: "utf8" }));
}

for (const load of ["", "visible", "click", "idle", "intent", "eager"])
  it(`jsdom: a connected element with load="${load}" throws nothing, also when it is moved and removed`, () => {
    const seen = inJsdom(`
      await import("recourse-widget/element");
      const attribute = ${JSON.stringify(load && ` load="${load}"`)};
      document.body.innerHTML = '<recourse-widget store="hekka"' + attribute +
        '><a href="/form">Can I return this?</a></recourse-widget><main></main>';
      await settled();
      const element = document.querySelector("recourse-widget");
      document.querySelector("main").append(element);
      element.setAttribute("lang", "de");
      element.facts = { ship_to: "DE" };
      await settled();
      element.start();
      await settled();
      seen.link = element.querySelector("a").textContent;
      element.reset();
      element.remove();
    `);
    assert.deepEqual(seen.lacks, ["IntersectionObserver", "matchMedia"], "what jsdom lacks");
    assert.deepEqual(seen.thrown, []);
    assert.equal(seen.link, "Can I return this?", "the link of the page stays");
    assert.ok(seen.told.length > 0 && seen.told.every((code) => code === "load_failed"));
  });

it("jsdom: the wrapper for React mounts and unmounts", () => {
  const seen = inJsdom(`
    globalThis.IS_REACT_ACT_ENVIRONMENT = true;
    const { act, createElement } = await import("react");
    const { createRoot } = await import("react-dom/client");
    const { RecourseWidget } = await import("recourse-widget/react");
    const root = createRoot(document.body.appendChild(document.createElement("div")));
    const props = { store: "hekka", facts: { ship_to: "DE" } };
    await act(() => root.render(createElement(RecourseWidget, props, "Can I return this?")));
    await settled();
    await act(() => root.render(createElement(RecourseWidget, { ...props, facts: { ship_to: "FR" } })));
    seen.facts = document.querySelector("recourse-widget").facts;
    await act(() => root.unmount());
  `);
  assert.deepEqual(seen.thrown, []);
  assert.deepEqual(seen.facts, { ship_to: "FR" });
});
