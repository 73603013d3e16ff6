// Makes `<recourse-widget>` known. Its files are assets and modules of this package: a bundler
// takes them into the page's own.
import { define } from "../element.js";
import { files } from "./assets.js";

/** The types of the element are exported with it. */
export type * from "./types.js";

define(files, globalThis.location?.origin ?? "");
