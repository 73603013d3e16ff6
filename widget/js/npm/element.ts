// Makes `<recourse-widget>` known. Its files are assets and modules of this package: a bundler
// takes them into the page's own.
import { define } from "../element.js";
import { files } from "./assets.js";

/** Whoever imports the element alone has its types as well. */
export type * from "./types.js";

define(files, globalThis.location?.origin ?? "");
