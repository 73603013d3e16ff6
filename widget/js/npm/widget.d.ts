// wasm-bindgen writes `recourse_widget.js` from the crate `recourse-widget`.
import type { Wasm } from "../controller.js";

export default function init(input: { module_or_path: Response }): Promise<unknown>;
export declare const PolicyBundle: Wasm["PolicyBundle"];
export declare const mount: Wasm["mount"];
