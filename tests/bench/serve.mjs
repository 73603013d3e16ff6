// One small server for all pages of the comparison: every file is compressed with brotli at the
// highest level.
import { readFileSync } from "node:fs";
import http from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

const KINDS = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  wasm: "application/wasm",
};
const packed = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/**
 * Serves `files`: paths to bytes, or to the name of a file on this machine. Each is compressed
 * once.
 */
export async function serve(files) {
  const ready = new Map();
  for (const [path, from] of Object.entries(files)) {
    const bytes = typeof from === "string" ? readFileSync(from) : from;
    const end = path.split("?")[0].split(".").at(-1);
    ready.set(path, {
      body: packed(bytes),
      type: KINDS[end] ?? (path.endsWith("/") ? KINDS.html : "application/octet-stream"),
    });
  }
  const server = http.createServer((request, response) => {
    const found = ready.get(request.url);
    if (!found) return response.writeHead(404).end();
    response
      .writeHead(200, {
        "content-type": found.type,
        "content-encoding": "br",
        "content-length": found.body.length,
        "cache-control": "no-store",
      })
      .end(found.body);
  });
  await new Promise((up) => server.listen(0, "127.0.0.1", up));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    size: (path) => ready.get(path)?.body.length ?? 0,
    close: () => server.close(),
  };
}
