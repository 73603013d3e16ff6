// The widget's style, which comes with its script: one request less, and a request costs a slow
// phone more than these bytes.

declare const __RECOURSE_STYLE__: string;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Gives a shadow root its style. One sheet for all widgets of a page; another page (a frame, a
 * window of its own) takes no sheet of this one. */
export const adoptStyles = (root: ShadowRoot) => {
  const page = root.ownerDocument;
  let sheet = sheets.get(page);
  if (!sheet) {
    sheets.set(page, (sheet = new (page.defaultView as typeof window).CSSStyleSheet()));
    sheet.replaceSync(__RECOURSE_STYLE__);
  }
  root.adoptedStyleSheets = [sheet];
};
