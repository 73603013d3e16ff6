// Which case it is, as the tag and the page say it.
import { signedOrder } from "./order";

/** Attributes that say which case it is: another value is another widget. Each is a property as
 * well, as `signedOrder`. */
export const CASE = [
  "store",
  "order",
  "signed-order",
  "item",
  "api",
  "topic",
  "quantity",
  "email",
  "ticket",
];

/** Where the shop is asked. */
export const apiOf = (element: Element, origin: string) =>
  (element.getAttribute("api") || origin).replace(/\/+$/, "");

/** What the tag says, under the names that the widget reads. */
export const caseOf = (element: Element, origin: string) => {
  const text = (name: string) => element.getAttribute(name) ?? "";
  const signed_order = text("signed-order");
  return {
    signed_order,
    store: text("store"),
    order: signedOrder(signed_order).order || text("order"),
    ticket: text("ticket"),
    item: text("item"),
    quantity: text("quantity"),
    api: apiOf(element, origin),
    topic: text("topic"),
    email: text("email"),
  };
};

/** What the shop says of the order: by its script, in the tag, and signed, the last before the
 * first. */
export const factsOf = (element: Element, given: Record<string, string>) => {
  const facts = { ...given };
  for (const { name, value } of element.attributes)
    if (name.startsWith("fact-")) facts[name.slice(5)] = value;
  return Object.assign(facts, signedOrder(element.getAttribute("signed-order") ?? "").facts);
};
