// A tag that is written `<recourse-widget … />`: HTML does not close it there, so the rest of the
// page around it is inside. That content stays on the page, and the console names the mistake.

/** Landmarks and inputs of a page; what is written into the tag is a link, a button or a text. */
const PAGE = "main,header,footer,nav,h1,input,select,textarea,recourse-widget";
const OPENERS = ":scope>a,:scope>button,a[href*='/form']";

/**
 * Whether the rest of a page is inside a tag: landmarks, or links and buttons without any that
 * opens the widget.
 */
export const isUnclosed = (element: Element) =>
  !!element.querySelector(PAGE) ||
  (!!element.querySelector("a,button") && !element.querySelector(OPENERS));

const named = new WeakSet<Element>();

/** Names the mistake on the console, once for an element. */
export const nameUnclosed = (element: Element) => {
  if (named.has(element)) return;
  named.add(element);
  console.error(
    "recourse-widget: the tag is not closed, so the rest of the page is inside it. Write " +
      "<recourse-widget …></recourse-widget>: HTML ignores the slash of <recourse-widget … />.",
    element,
  );
};
