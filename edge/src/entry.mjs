// The Worker as it is deployed: the Rust one, and around it what it cannot do for itself. A request
// on which it stopped, for whatever reason, is answered like every other problem, and the widget's
// wasm leaves as it was compressed beforehand.
import Edge, { OrderRegistryObject, ShopOutbox } from "./index.js";

export { OrderRegistryObject, ShopOutbox };

/** On every answer of `router.rs`, and so on this one; `tests/faults/` compares the two. */
const SECURITY = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** The two large files; their names change with their bytes. Each file that passes here is a
 * request to the Worker, so the small ones do not. */
const LARGE = /^\/widget\/(widget|request)\.[0-9a-f]{12}\.wasm$/;

/** The response to a request that made the Worker stop. The next one finds a new Worker. */
function stopped(request) {
  const request_id = crypto.randomUUID().replaceAll("-", "");
  const problem = {
    type: "urn:recourse:problem:internal",
    title: "Internal Server Error",
    status: 500,
    detail: "internal error; the request was not processed",
    code: "internal",
    request_id,
  };
  const headers = {
    ...SECURITY,
    "content-type": "application/problem+json",
    "recourse-request-id": request_id,
  };
  return new Response(request.method === "HEAD" ? null : JSON.stringify(problem), {
    status: 500,
    headers,
  });
}

/**
 * What ends the wait of each request that is under way. Whatever is not caught in one of them ends
 * the wasm instance for all, and none of the others would ever be answered: a panic
 * (`RuntimeError`), and an exception of the runtime that passed through the wasm (`Error: Critical
 * error`, from wasm-bindgen).
 */
const waiting = new Set();
const stop_all = () => {
  for (const stop of waiting) stop();
};
const is_end = (error) =>
  error instanceof WebAssembly.RuntimeError || error?.message === "Critical error";
/** What comes back to an instance that has ended already is no concern of the requests of the
 * next one. */
const is_late = (error) => /previous wasm instance/i.test(error?.message ?? "");
// Nothing but the wasm and its script runs here, so an error that is not caught is one of theirs. A
// rejected promise that no code waits for may fail without harm.
addEventListener("error", ({ error }) => {
  if (!is_late(error)) stop_all();
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (is_end(reason)) stop_all();
});

/** The Worker's answer, or that it has stopped. */
async function respond(request, env, context) {
  const { promise, resolve } = Promise.withResolvers();
  waiting.add(resolve);
  try {
    return (
      (await Promise.race([new Edge(context, env).fetch(request), promise])) ?? stopped(request)
    );
  } catch (error) {
    console.error("stopped:", error?.name);
    if (is_end(error)) stop_all();
    return stopped(request);
  } finally {
    waiting.delete(resolve);
  }
}

/** Whether the client reads brotli. Cloudflare rewrites `Accept-Encoding`, and keeps the client's
 * own value in `clientAcceptEncoding`. */
const reads = (request) =>
  /\bbr\b/.test(request.cf?.clientAcceptEncoding ?? request.headers.get("accept-encoding") ?? "");

/** The file as it is. One that is not there must not be remembered as such for a year: it may
 * come with the next deployment. */
async function plain(request, env) {
  const found = await env.ASSETS.fetch(request);
  if (found.ok || found.status === 304) return found;
  const headers = new Headers(found.headers);
  headers.set("cache-control", "no-store");
  return new Response(found.body, { status: found.status, headers });
}

/** The file as it was compressed with the best that there is; a network on the way would do it
 * again, and in less time less well. */
async function packed(request, env) {
  if (!reads(request)) return plain(request, env);
  const small = new URL(`${new URL(request.url).pathname}.br`, request.url);
  const found = await env.ASSETS.fetch(new Request(small, request));
  if (!found.ok && found.status !== 304) return plain(request, env);
  const headers = new Headers(found.headers);
  headers.set("content-type", "application/wasm");
  headers.set("content-encoding", "br");
  headers.append("vary", "accept-encoding");
  return new Response(found.body, { status: found.status, headers, encodeBody: "manual" });
}

export default {
  async fetch(request, env, context) {
    try {
      return await (LARGE.test(new URL(request.url).pathname)
        ? packed(request, env)
        : respond(request, env, context));
    } catch (error) {
      console.error("stopped:", error?.name);
      return stopped(request);
    }
  },
  scheduled(event, env, context) {
    return new Edge(context, env).scheduled(event);
  },
};
