// How long a page's own thread has been at scripts. Chromium's `ScriptDuration` leaves out what goes on after an `await`, which is
// nearly all that a modern script does; so it is read off the browser's own record of the thread.

const CATEGORIES = ["devtools.timeline", "v8", "v8.execute", "__metadata"];
/** JavaScript and wasm at work, with what they wait for in the engine: compiling, and starting a wasm. */
const SCRIPT = /^(v8\.(call|run|evaluate|compile|newInstance)|EvaluateScript$|FunctionCall$|TimerFire$|FireIdleCallback$|FireAnimationFrame$|RunMicrotasks$|wasm\.)/;
/** What is no script, also where a script has set it off or it has set off a script. */
const PAGE = /^(UpdateLayoutTree|Layout|PrePaint|Paint|ParseHTML)$/;

/** Milliseconds for which scripts were at work and the page was not at work for them, of one thread, whose spans lie within each other. */
const within = (events) => {
  const around = [];
  let sum = 0;
  for (const { name, ts, dur = 0 } of events.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    const script = SCRIPT.test(name);
    if (!script && !PAGE.test(name)) continue;
    while (around.length && around.at(-1).end <= ts) around.pop();
    const before = around.at(-1)?.script ?? false;
    if (script !== before) sum += script ? dur : -dur;
    around.push({ end: ts + dur, script });
  }
  return sum / 1000;
};

/** Records what the pages of a server do until the function that comes with it is called, which tells the milliseconds of script. The
 * browser has pages of its own, which do more than most of ours. */
export async function recorded(browser, url) {
  const tools = await browser.newBrowserCDPSession();
  const events = [];
  tools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((go) => tools.once("Tracing.tracingComplete", go));
  await tools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES } });
  return async () => {
    await tools.send("Tracing.end");
    await complete;
    await tools.detach();
    const thread = ({ pid, tid }) => `${pid} ${tid}`;
    const of = (page) => events.filter((event) => event.ph === "X" && thread(event) === page);
    const pages = [...new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread))].map(of);
    const ours = pages.filter((page) => JSON.stringify(page).includes(url));
    return ours.reduce((sum, page) => sum + within(page), 0);
  };
}

/** Fifty milliseconds of work, done in each way that a script has. */
export const WORK = 50;
const busy = `const work = () => { const from = performance.now(); while (performance.now() - from < ${WORK}); };`;
export const WAYS = {
  "at once": `${busy} work();`,
  "by a timer": `${busy} setTimeout(work);`,
  "after an await": `${busy} (async () => { await new Promise((go) => setTimeout(go)); work(); })();`,
  "after an answer": `${busy} (async () => { await fetch("/nothing/"); work(); })();`,
};
