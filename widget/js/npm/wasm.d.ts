// The build takes a wasm into a script as base64.
declare module "*.wasm" {
  const base64: string;
  export default base64;
}
