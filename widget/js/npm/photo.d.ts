// The build makes `photo.js` of the script that re-encodes and sends photos; the wasm calls this
// function.
export declare const add: Function;
