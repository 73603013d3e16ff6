// A page of a shop with the widget's tag, for journeys of the custom element.
import { PHONE, URL_BASE } from "./actions.mjs";

/** The address of the demo shop, under which `serve` puts a page. */
export const ADDRESS = `${URL_BASE}/storefronts/hekka/`;

/** The script that loads the widget. */
export const LOADER = '<script type="module" src="/widget/recourse.js"></script>';

/** Opens a page of a shop; `body` gives the content of the page at an address. */
export async function serve(page, body, headers) {
  await page.route(
    (url) => url.href.startsWith(ADDRESS),
    (route) =>
      route.fulfill({
        contentType: "text/html",
        headers,
        body:
          `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>` +
          `<body>${body(route.request().url())}</html>`,
      }),
  );
  await page.goto(ADDRESS);
}

/** A page of a shop on the Worker's own origin, with the tag and the scripts given. */
export async function shopPage(
  chromium,
  attributes = 'load="visible"',
  { head = "", tag = LOADER, above = 0, offline = false } = {},
) {
  const page = await (await chromium.newContext({ viewport: PHONE })).newPage();
  page.problems = [];
  page.asked = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => page.asked.push(new URL(request.url()).pathname));
  await page.route(ADDRESS, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}</head>
      <body><div style="height:${above}px"></div>
      <recourse-widget store="hekka" ${attributes}><a
        href="/v1/stores/hekka/form">Can I return this?</a></recourse-widget>${tag}</body></html>`,
    }),
  );
  if (offline) await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(ADDRESS);
  return page;
}

/** Whether the page has requested a wasm file. */
export const wasm = (page) => page.asked.some((path) => path.endsWith(".wasm"));

/** Waits until everything is loaded and prepared. */
export async function prepared(page) {
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/bundle/en")),
  );
  await page.waitForTimeout(300);
}

/** Waits until the widget shows a page. */
export const up = (page) =>
  page.locator("recourse-widget [data-page]").first().waitFor({ timeout: 20_000 });
