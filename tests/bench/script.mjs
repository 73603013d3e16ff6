// Measures script time on the page's main thread. Chromium's `ScriptDuration` leaves out what runs
// after an `await`, which is nearly all of a modern script, so the time is read from the browser's
// trace of the thread.

const CATEGORIES = ["devtools.timeline", "v8", "v8.execute", "__metadata"];
/**
 * JavaScript and wasm at work, with what they wait for in the engine: compilation and the start of
 * a wasm.
 */
const EVENTS = [
  "EvaluateScript",
  "FunctionCall",
  "TimerFire",
  "FireIdleCallback",
  "FireAnimationFrame",
  "RunMicrotasks",
];
const SCRIPT = new RegExp(
  `^(v8\\.(call|run|evaluate|compile|newInstance)|(${EVENTS.join("|")})$|wasm\\.)`,
);
/** Work that is not script, even if a script caused it or it runs a script. */
const PAGE = /^(UpdateLayoutTree|Layout|PrePaint|Paint|ParseHTML)$/;

/** Milliseconds of script work of one thread, without page work inside it. Spans are nested. */
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

/**
 * Records the pages of a server until the returned function is called, which gives the milliseconds
 * of script. The browser's own pages are left out, as they do more work than most of ours.
 */
export async function recorded(browser, url) {
  const tools = await browser.newBrowserCDPSession();
  const events = [];
  tools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((go) => tools.once("Tracing.tracingComplete", go));
  await tools.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  return async () => {
    await tools.send("Tracing.end");
    await complete;
    await tools.detach();
    const thread = ({ pid, tid }) => `${pid} ${tid}`;
    const of = (page) => events.filter((event) => event.ph === "X" && thread(event) === page);
    const pages = [
      ...new Set(
        events
          .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
          .map(thread),
      ),
    ].map(of);
    const ours = pages.filter((page) => JSON.stringify(page).includes(url));
    return ours.reduce((sum, page) => sum + within(page), 0);
  };
}

/** Fifty milliseconds of work, in each form that a script can take. */
export const WORK = 50;
const busy =
  `const work = () => { const from = performance.now(); ` +
  `while (performance.now() - from < ${WORK}); };`;
export const WAYS = {
  "at once": `${busy} work();`,
  "by a timer": `${busy} setTimeout(work);`,
  "after an await": `${busy} (async () => { await new Promise((go) => setTimeout(go)); work(); })();`,
  "after an answer": `${busy} (async () => { await fetch("/nothing/"); work(); })();`,
};
