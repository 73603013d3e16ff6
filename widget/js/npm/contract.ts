// The names of the element's contract, once: wrappers are made from these lists, and a test holds
// them against `custom-elements.json`, the element, the style sheet and the widget.

/** The attributes that the element reads, by the names that React and Vue give them. `fact-…`
 * attributes come beside these. */
export const ATTRIBUTES = {
  store: "store",
  api: "api",
  topic: "topic",
  order: "order",
  item: "item",
  quantity: "quantity",
  email: "email",
  lang: "lang",
  load: "load",
  ticket: "ticket",
  signedOrder: "signed-order",
} as const;

/** What the element tells the page, each as `recourse:<name>`. */
export const EVENTS = [
  "ready",
  "topics",
  "question",
  "answer",
  "review",
  "decision",
  "claim",
  "submitted",
  "receipt",
  "error",
] as const;
