// A shop's host: serves a built page on the Worker's own origin.
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { DESKTOP, URL_BASE } from "../journeys/actions.mjs";

const KINDS = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  wasm: "application/wasm",
};

/** The files of a folder, in the form that `route.fulfill` of Playwright takes. */
export const filesOf = (folder) => (name) => {
  const file = join(folder, name);
  if (!existsSync(file)) return { status: 404, contentType: "text/html", body: "Not found" };
  const contentType = KINDS[name.split(".").at(-1)] ?? "application/octet-stream";
  return { contentType, body: readFileSync(file) };
};

/** The files of a running development server. */
export const proxied =
  (origin) =>
  async (_, { pathname, search }) => {
    const answer = await fetch(origin + pathname + search);
    const contentType = answer.headers.get("content-type");
    return { status: answer.status, contentType, body: Buffer.from(await answer.arrayBuffer()) };
  };

/** A page in a browser context of its own, which collects every problem on its console. */
async function watched(chromium) {
  const page = await (await chromium.newContext({ viewport: DESKTOP })).newPage();
  Object.assign(page, { problems: [], asked: [] });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  return page;
}

/**
 * A page below `/app/`, with the names of the files that it has requested. `host` gives for each
 * name what `route.fulfill` takes, or "abort".
 */
export async function hosted(chromium, host, query = "") {
  const page = await watched(chromium);
  await page.route(`${URL_BASE}/app/**`, async (route) => {
    const url = new URL(route.request().url());
    const path = normalize(url.pathname.slice("/app/".length));
    const name = path === "." ? "index.html" : path;
    page.asked.push(name);
    const answer = await host(name, url);
    return answer === "abort" ? route.abort() : route.fulfill(answer);
  });
  await page.goto(`${URL_BASE}/app/${query}`);
  return page;
}
