// Brings the element, for the wrappers: their pages load it when they show it.
import type { Envelope } from "./types.js";

/** Makes the element known. Where it cannot be had, its tag says so, as the element does of what it cannot load. */
export const bring = (tag: Element) => import("./element.js").catch((error: unknown) => {
  const at = new Date().toISOString();
  const detail: Envelope<"error"> = { id: crypto.randomUUID?.() ?? at, at, type: "error", detail: { code: "load_failed", message: String(error) } };
  tag.dispatchEvent(new CustomEvent("recourse:error", { bubbles: true, composed: true, detail }));
});
