// The shipped Worker, with a way to fill its ledger.
import edge, { OrderRegistryObject, ShopOutbox } from "../../edge/build/entry.js";
import { seed } from "./seed.mjs";

export { OrderRegistryObject, ShopOutbox };

export default {
  fetch(request, env, context) {
    return new URL(request.url).pathname === "/seed"
      ? seed(request, env)
      : edge.fetch(request, env, context);
  },
};
