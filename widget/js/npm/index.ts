// What can be imported anywhere, on a server too: types, and a way to load the element. Importing
// does nothing.
import type { EventName, RecourseElement, RecourseEvent } from "./types.js";

export { ATTRIBUTES, EVENTS } from "./contract.js";
export type * from "./types.js";

/** Makes `<recourse-widget>` known and gives its class; `null` on a server, which has no
 * elements. */
export const load = async (): Promise<{ new (): RecourseElement } | null> => {
  if (typeof customElements === "undefined") return null;
  await import("./element.js");
  return customElements.whenDefined("recourse-widget") as Promise<unknown> as Promise<{
    new (): RecourseElement;
  }>;
};

/** Hears one kind of event; returns what ends it. */
export const on = <Name extends EventName>(
  target: EventTarget,
  name: Name,
  heard: (event: RecourseEvent<Name>) => void,
): (() => void) => {
  target.addEventListener(`recourse:${name}`, heard as (event: Event) => void);
  return () => target.removeEventListener(`recourse:${name}`, heard as (event: Event) => void);
};
