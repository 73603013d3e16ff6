// A shop on an origin of its own: its pages, and the content security policy they are sent with.
import { createServer } from "node:http";
import { URL_BASE } from "./shopper.mjs";

/**
 * The lines that /developers/ prints for a shop with a strict policy, and a style sheet of the
 * shop's own.
 */
export const STRICT =
  `default-src 'none'; style-src 'self'; script-src 'self' ${URL_BASE} ` +
  `'wasm-unsafe-eval'; connect-src 'self' ${URL_BASE}`;

/** What is added to a file by its ending: a line of a script, a section of a wasm. */
const FORGERIES = {
  script: [/glue\..*\.js$/, "window.forged = true;"],
  wasm: [/widget\..*\.wasm$/, "\0\x02\x01x"],
};

/**
 * A file of the widget under `/script/` or `/wasm/`: files of that kind are changed after the
 * build.
 */
async function forged(path) {
  const [, kind] = path.split("/");
  const file = await fetch(`${URL_BASE}${path.slice(kind.length + 1)}`);
  const [name, added] = FORGERIES[kind];
  const bytes = Buffer.from(await file.arrayBuffer());
  return {
    type: file.headers.get("content-type"),
    raw: name.test(path) ? Buffer.concat([bytes, Buffer.from(added)]) : bytes,
  };
}

/**
 * Serves `pages` by path: each a body, and optionally its language, its content security policy and
 * the base of its widget. `at` is its origin.
 */
export async function shop(pages) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://shop");
    const page = pathname.includes("/widget/") ? await forged(pathname) : pages[pathname];
    if (!page) return response.writeHead(404).end();
    const {
      body,
      lang = "en",
      csp = STRICT,
      from = URL_BASE,
      type = "text/html; charset=utf-8",
      raw,
    } = page;
    response.writeHead(200, { "content-type": type, "content-security-policy": csp });
    response.end(
      raw ??
        `<!doctype html><html lang="${lang}"><head>
      <meta name="viewport" content="width=device-width"><title>Shop</title>
      <link rel="stylesheet" href="/shop.css"></head>
      <body>${body}<script type="module" src="${from}/widget/recourse.js"></script></body></html>`,
    );
  });
  pages["/shop.css"] = {
    type: "text/css",
    raw:
      "body { margin: 0; font-family: sans-serif } #box { inline-size: 328px; " +
      "margin: 16px } .row { display: flex } .above { block-size: 1500px }",
  };
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { at: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** The tag as a shop writes it, as wide as on a phone. */
export const tag = (attributes) =>
  `<div id="box"><recourse-widget api="${URL_BASE}" ${attributes}>` +
  `<a href="${URL_BASE}/v1/stores/hekka/form">Can I return this?</a></recourse-widget>` +
  `</div>`;
