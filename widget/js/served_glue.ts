// The script around the wasm as the Worker and the shop plugins serve it: with the addresses of the
// files that are loaded later.
import { begin as start, createController } from "./glue";
import { lazy } from "./served_lazy";

export const begin = (response: Response) => start(response, lazy);
export { createController };
