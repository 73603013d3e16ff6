// Builds a shop's page with each bundler, as the package's README says. Every build writes a folder
// `dist` in the app's folder.
import { copyFileSync, cpSync, globSync } from "node:fs";
import { basename, join } from "node:path";
import { APPS, tool } from "./pack.mjs";

/** The page's own HTML, for bundlers that build scripts only. */
const ownPage = (app) => copyFileSync(join(app, "index.html"), join(app, "dist/index.html"));

/** The settings of webpack, and of Rspack, which takes the same ones. */
const settings = (app) => ({
  context: app,
  mode: "production",
  entry: "./main.js",
  output: { path: join(app, "dist"), filename: "main.js" },
  performance: { hints: false },
});

/** One compilation by webpack or Rspack; its warnings fail the build as its errors do. */
async function compiled(bundler, app) {
  const { default: pack } = await import(bundler);
  const compiler = pack(settings(app));
  const stats = await new Promise((done, fail) => {
    compiler.run((error, stats) => (error ? fail(error) : done(stats)));
  });
  await new Promise((done) => compiler.close(done));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const problems = [...errors, ...warnings].map(({ message }) => message);
  if (problems.length) throw new Error(`${bundler}: ${problems.join("\n")}`);
  ownPage(app);
}

/** esbuild leaves `new URL("./a.wasm", import.meta.url)` unchanged, so the files are copied. */
function copyWasm(app) {
  for (const file of globSync(join(app, "../node_modules/recourse-widget/*.wasm"))) {
    copyFileSync(file, join(app, "dist", basename(file)));
  }
}

const PARCEL = ["--public-url", "./", "--no-source-maps", "--no-cache", "--log-level", "warn"];
const ESBUILD = ["--bundle", "--format=esm", "--splitting", "--outdir=dist"];

/** Builds the page of a folder; `inside` puts every file inside its script. */
export const BUNDLERS = {
  vite: async (app) => {
    tool("vite", ["build", "--base", "./", "--logLevel", "error"], { cwd: app });
  },
  webpack: (app) => compiled("webpack", app),
  rspack: (app) => compiled("@rspack/core", app),
  parcel: async (app) => {
    tool("parcel", ["build", "index.html", ...PARCEL], { cwd: app });
  },
  rollup: async (app) => {
    tool("rollup", ["--config", "--silent"], { cwd: app });
    ownPage(app);
  },
  esbuild: async (app, inside) => {
    tool("esbuild", ["main.js", ...ESBUILD, "--log-level=warning"], { cwd: app });
    if (!inside) copyWasm(app);
    ownPage(app);
  },
};

/** Vite's development server of a page; returns its origin and a function that ends it. */
export async function developed(app) {
  const { createServer } = await import("vite");
  const server = await createServer({
    root: app,
    base: "/app/",
    configFile: false,
    logLevel: "error",
    optimizeDeps: { exclude: ["recourse-widget"] },
    server: { host: "127.0.0.1", port: 0, hmr: false, ws: false },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { origin: `http://127.0.0.1:${port}`, end: () => server.close() };
}

/** The packages that a project needs for its settings of a bundler. */
export const PLUGINS = ["@rollup/plugin-node-resolve", "@web/rollup-plugin-import-meta-assets"];

/** The page that each bundler builds, in a folder of its own. */
export function pageOf(folder, name, inside) {
  const app = join(folder, `${name}${inside ? "-inline" : ""}`);
  cpSync(join(APPS, "bundled"), app, { recursive: true });
  if (inside) cpSync(join(APPS, "inline"), app, { recursive: true });
  return app;
}
