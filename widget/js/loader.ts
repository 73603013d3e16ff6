// The script of the tag: the element, with the files that stand beside it.
import { define } from "./element";
import { here } from "./served";
import * as served from "./served";

define(served, new URL(here).origin);
