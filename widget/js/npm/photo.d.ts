// The build makes `photo.js` of the script that re-encodes and sends photos; the wasm calls these
// functions.
export declare const add: Function;
export declare const files: Function;
export declare const pasted: Function;
