// The build writes `glue.js`: the script around the widget's wasm.
import type { Script } from "../files.js";

export declare const begin: Script["begin"];
export declare const createController: Script["createController"];
