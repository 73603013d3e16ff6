// Where the time of an isolate goes: V8's sampling profiler, read over the inspector during
// requests. It samples the running function a thousand times a second, in one isolate only, so the
// rest of the process (the simulated KV, the files) is not in it. Each sample counts as one step of
// the sampler's clock; gaps, in which another isolate has the thread, are not counted.
const STEP_US = 1000;
const NOBODY = /^\((idle|program|root)\)$/;
/**
 * Code that the local runtime adds to the isolate and Cloudflare does not: its rate limiter, its
 * wrappers around the Worker.
 */
const LOCAL = {
  url: /^(cloudflare-internal:|__mf_)/,
  name: /^(__facade_\w+|drainBody|jsonError)$/,
};

async function inspector(port) {
  const [target] = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  // The inspector checks the Host header and allows this machine.
  const socket = new WebSocket(target.webSocketDebuggerUrl, {
    headers: { origin: "http://localhost" },
  });
  await new Promise((open, fail) => {
    socket.onopen = open;
    socket.onerror = () => fail(new Error("no inspector"));
  });
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const { done, fail } = waiting.get(id) ?? {};
    if (error) fail?.(new Error(error.message));
    else done?.(result);
  };
  let last = 0;
  const call = (method, params = {}) =>
    new Promise((done, fail) => {
      waiting.set(++last, { done, fail });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { call, close: () => socket.close() };
}

const isWasm = ({ functionName, url }) =>
  url.startsWith("wasm:") || /^(wasm-to-js|js-to-wasm)/.test(functionName);

/**
 * The owner of a sample. A call into the runtime belongs to the runtime, or to local code that made
 * it.
 */
function whose(stack) {
  const [top] = stack;
  if (NOBODY.test(top.functionName)) return "nobody";
  if (top.functionName === "(garbage collector)") return "collector";
  const near = stack.find(({ url }) => url);
  if (near && (LOCAL.url.test(near.url) || LOCAL.name.test(near.functionName))) return "local";
  return isWasm(top) ? "wasm" : top.url ? "script" : "runtime";
}

/** Milliseconds by owner. */
function sorted({ nodes, samples, timeDeltas }) {
  const by = new Map(nodes.map((node) => [node.id, node]));
  const parent = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])),
  );
  const stack = (id) => (id ? [by.get(id).callFrame, ...stack(parent.get(id))] : []);
  const inTime = timeDeltas.filter((us) => us > STEP_US / 2).sort((a, b) => a - b);
  const step = inTime[Math.floor(inTime.length / 20)] / 1000;
  const sums = { wasm: 0, script: 0, runtime: 0, collector: 0, local: 0, nobody: 0 };
  // Late samples arrive together, with almost no time between; they count as no more than their
  // time.
  samples.forEach(
    (sample, at) => (sums[whose(stack(sample))] += Math.min(step, timeDeltas[at] / 1000)),
  );
  return sums;
}

/** Milliseconds of the isolate per request that `send` makes in some seconds. */
export async function isolate(port, send) {
  const { call, close } = await inspector(port);
  await call("Profiler.enable");
  await call("Profiler.setSamplingInterval", { interval: STEP_US });
  await call("Profiler.start");
  const count = await send();
  const { profile } = await call("Profiler.stop");
  close();
  const sums = Object.entries(sorted(profile)).map(([name, ms]) => [name, ms / count]);
  const { nobody, local, ...own } = Object.fromEntries(sums);
  return { own, local, total: Object.values(own).reduce((sum, ms) => sum + ms, 0), count };
}
