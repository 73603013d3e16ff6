// What the Worker's own isolate does for a request, by V8's profiler: JavaScript and wasm, and what they call. What the local runtime does
// around it (its proxy, its KV, which are Workers of their own) is not in it.

/** Milliseconds of the isolate's thread that `work` took, what the profiler calls idle and program left out. */
export async function inIsolate(port, work) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((open, fail) => Object.assign(socket, { onopen: open, onerror: fail }));
  let last = 0;
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    if (waiting.has(id)) waiting.get(id)(error ? Promise.reject(new Error(error.message)) : result);
  };
  const tell = (method, params = {}) => new Promise((done) => {
    waiting.set(++last, done);
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  await tell("Profiler.enable");
  await tell("Profiler.setSamplingInterval", { interval: 100 });
  await tell("Profiler.start");
  await work();
  const { profile } = await tell("Profiler.stop");
  socket.close();
  const names = new Map(profile.nodes.map((node) => [node.id, node.callFrame.functionName]));
  const spent = {};
  profile.samples.forEach((id, ix) => {
    const name = names.get(id);
    const kind = ["(idle)", "(program)"].includes(name) ? name : "own";
    spent[kind] = (spent[kind] ?? 0) + profile.timeDeltas[ix] / 1000;
  });
  return spent;
}
