// The script of the tag: the element, with the files that stand beside it.
import { define } from "./element";
import { glue, here, wasm } from "./served";

// By name: a bundled `* as` is walked with `for (… in …)`, which breaks on a page that has added to
// every object.
define({ glue, wasm }, new URL(here).origin);
