// Brings the element, for the wrappers: their pages load it when they show it.
import type { Envelope } from "./types.js";

/**
 * Makes the element known, unless the page has done so, as by `recourse-widget/inline`. Where its
 * file cannot be loaded, its tag says so, as the element does of the files that it loads.
 */
export const loadElement = async (tag: Element) => {
  if (customElements.get("recourse-widget")) return;
  await import("./element.js").catch((error: unknown) => {
    // Old libraries for dates write it in quotes.
    const at = new Date().toISOString().replaceAll('"', "");
    const detail: Envelope<"error"> = {
      id: crypto.randomUUID?.() ?? at,
      at,
      type: "error",
      detail: { code: "load_failed", message: String(error), file: "element.js" },
    };
    const init = { bubbles: true, composed: true, detail };
    tag.dispatchEvent(new CustomEvent("recourse:error", init));
  });
};
