// How each bundler builds a shop's page, as the package's README says. Every build leaves a folder `dist` in the app's folder.
import { copyFileSync, cpSync, globSync } from "node:fs";
import { basename, join } from "node:path";
import { APPS, tool } from "./pack.mjs";

/** One compilation by webpack or by Rspack, which takes the same settings; its warnings fail the build as its errors do. */
async function compiled(bundler, app) {
  const settings = { context: app, mode: "production", entry: "./main.js", output: { path: join(app, "dist"), filename: "main.js" }, performance: { hints: false } };
  const { default: pack } = await import(bundler);
  const compiler = pack(settings);
  const stats = await new Promise((done, fail) => compiler.run((error, stats) => (error ? fail(error) : done(stats))));
  await new Promise((done) => compiler.close(done));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const problems = [...errors, ...warnings].map(({ message }) => message);
  if (problems.length) throw new Error(`${bundler}: ${problems.join("\n")}`);
  ownPage(app);
}

/** The page's own HTML, for bundlers that build scripts alone. */
const ownPage = (app) => copyFileSync(join(app, "index.html"), join(app, "dist/index.html"));

/** The step that esbuild needs beside it: it leaves `new URL("./a.wasm", import.meta.url)` as it is. */
function copyWasm(app) {
  for (const file of globSync(join(app, "../node_modules/recourse-widget/*.wasm"))) copyFileSync(file, join(app, "dist", basename(file)));
}

/** Builds a page with the element from `recourse-widget/element` or from `recourse-widget/inline`. */
export const BUNDLERS = {
  vite: async (app) => {
    tool("vite", ["build", "--base", "./", "--logLevel", "error"], { cwd: app });
  },
  webpack: (app) => compiled("webpack", app),
  rspack: (app) => compiled("@rspack/core", app),
  parcel: async (app) => {
    tool("parcel", ["build", "index.html", "--public-url", "./", "--no-source-maps", "--no-cache", "--log-level", "warn"], { cwd: app });
  },
  rollup: async (app) => {
    tool("rollup", ["--config", "--silent"], { cwd: app });
    ownPage(app);
  },
  esbuild: async (app, inside) => {
    tool("esbuild", ["main.js", "--bundle", "--format=esm", "--splitting", "--outdir=dist", "--log-level=warning"], { cwd: app });
    if (!inside) copyWasm(app);
    ownPage(app);
  },
};

/** Vite's development server of a page; gives its origin and what ends it. */
export async function developed(app) {
  const { createServer } = await import("vite");
  const settings = { root: app, base: "/app/", configFile: false, logLevel: "error", server: { host: "127.0.0.1", port: 0, hmr: false, ws: false } };
  const server = await createServer({ ...settings, optimizeDeps: { exclude: ["recourse-widget"] } });
  await server.listen();
  return { origin: `http://127.0.0.1:${server.httpServer.address().port}`, end: () => server.close() };
}

/** The packages that a project has to have for its own settings of a bundler. */
export const PLUGINS = ["@rollup/plugin-node-resolve", "@web/rollup-plugin-import-meta-assets"];

/** The page that each bundler builds, in a folder of its own; with everything inside its script where that is said. */
export function page(folder, bundler, inside) {
  const app = join(folder, `${bundler}${inside ? "-inline" : ""}`);
  cpSync(join(APPS, "bundled"), app, { recursive: true });
  if (inside) cpSync(join(APPS, "inline"), app, { recursive: true });
  return app;
}
