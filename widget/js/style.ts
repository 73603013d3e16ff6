// The widget's style, which comes with its script: one request less, and a request costs a slow phone more than these bytes.

declare const __RECOURSE_STYLE__: string;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all widgets of a page. */
export const style = () => {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(__RECOURSE_STYLE__);
  return sheet;
};
