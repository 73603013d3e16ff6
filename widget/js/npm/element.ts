// Makes `<recourse-widget>` known. Its files are assets of this package: a bundler copies them beside the page's own.
import { define } from "../element.js";
import * as bundled from "./bundled.js";

/** Whoever imports the element alone has its types as well. */
export type * from "./types.js";

define(bundled, globalThis.location?.origin ?? "");
