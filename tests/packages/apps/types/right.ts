// Code as a developer writes it. Each `@ts-expect-error` is a mistake that the types must report.
import "recourse-widget/element";
import { load, on, type RecourseElement } from "recourse-widget";
import "recourse-widget/inline";
import { Rules, type Decision } from "recourse-widget/headless";
import { Rules as InlineRules } from "recourse-widget/headless-inline";
import { RecourseWidget as ReactWidget } from "recourse-widget/react";
import { RecourseWidget as VueWidget } from "recourse-widget/vue";
import { createElement } from "react";
import { h } from "vue";

const element = document.createElement("recourse-widget");
element.facts = { ship_to: "DE" };
element.reset();
element.ready.then((up: RecourseElement) => up.start());
element.store = "hekka";
element.quantity = 2;
element.signedOrder = null;
// @ts-expect-error an order's number is a text
element.order = 2;
// @ts-expect-error a fact is a text
element.facts = { quantity: 2 };

document.addEventListener("recourse:answer", (event) => event.detail.detail.question.toUpperCase());
// @ts-expect-error an answer is never in an event
document.addEventListener("recourse:answer", (event) => event.detail.detail.answer);

document.addEventListener("recourse:error", (event) => event.detail.detail.file?.endsWith(".wasm"));
InlineRules.load({ api: "https://worker.example", store: "hekka" }).then(
  ({ topics }) => topics.length,
);

const end: () => void = on(element, "submitted", (event) =>
  console.log(event.detail.detail.claim, event.detail.at),
);
end();
// @ts-expect-error there is no such event
on(element, "sent", () => {});
load().then((found) => found && new found().start());

(window.recourse ||= []).push(
  ["on", "decision", (event) => event.detail.id],
  ["facts", { ship_to: "DE" }, "#one"],
  ["reset"],
);
window.recourse.push(
  ["on", "submitted", ({ detail }) => detail.detail.claim.toUpperCase()],
  ["on", "error", (event) => event.detail.detail.code === "offline"],
);
// @ts-expect-error what comes with one event does not come with another
window.recourse.push(["on", "ready", (event) => event.detail.detail.claim]);
// @ts-expect-error there is no such event
window.recourse.push(["on", "sent", () => {}]);
// @ts-expect-error there is no such command
window.recourse.push(["open"]);

export async function decide(): Promise<Decision | undefined> {
  const rules = await Rules.load({ api: "https://worker.example", store: "hekka" });
  const step = rules.next("return", { ship_to: "DE" });
  if ("decision" in step) return step.decision;
  const question = rules.question(step.ask);
  if (question?.kind === "choice") question.options.at(0)?.toUpperCase();
  // @ts-expect-error there is no such kind
  if (question?.kind === "colour") return;
  return rules.check("return", {}, "2026-11-20");
}

createElement(
  ReactWidget,
  {
    store: "hekka",
    quantity: 2,
    load: "intent",
    onDecision: (event) => event.detail.at,
    facts: { a: "b" },
  },
  "a link",
);
// @ts-expect-error a widget needs its store
createElement(ReactWidget, {});
// @ts-expect-error there is no such moment
createElement(ReactWidget, { store: "hekka", load: "never" });
h(VueWidget, { store: "hekka", onSubmitted: (event) => event.detail.detail.claim });
// @ts-expect-error a widget needs its store
h(VueWidget, {});
