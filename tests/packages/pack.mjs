// The packages as a developer gets them: packed, and unpacked into a project of its own without any
// file of this repository.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const APPS = join(ROOT, "tests/packages/apps");
const MODULES = join(ROOT, "node_modules");

/** Runs a tool of the repository; its output is the error if it fails. */
export function tool(name, words, options = {}) {
  const path = `${MODULES}/.bin:${process.env.PATH}`;
  try {
    return execFileSync(join(MODULES, ".bin", name), words, {
      encoding: "utf8",
      stdio: "pipe",
      ...options,
      env: { ...process.env, PATH: path, ...options.env },
    });
  } catch (error) {
    throw new Error(`${name} ${words.join(" ")}\n${error.stdout}\n${error.stderr}`);
  }
}

/** Runs `npm pack` for the npm package; returns the archive's path. */
export function pack() {
  const to = mkdtempSync(join(tmpdir(), "recourse-pack-"));
  const printed = execFileSync("npm", ["pack", "--json", "--pack-destination", to], {
    cwd: join(ROOT, "target/npm"),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, files }] = JSON.parse(printed);
  return { archive: join(to, filename), files: files.map(({ path }) => path) };
}

/** A project that has installed the archive, and only the named packages of the repository. */
export function project(archive, packages, apps) {
  const folder = mkdtempSync(join(tmpdir(), "recourse-app-"));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "recourse-widget"), { recursive: true });
  execFileSync("tar", [
    "-xzf",
    archive,
    "--strip-components=1",
    "-C",
    join(modules, "recourse-widget"),
  ]);
  for (const name of packages) {
    const scope = name.split("/").slice(0, -1).join("/");
    if (scope) mkdirSync(join(modules, scope), { recursive: true });
    if (!existsSync(join(modules, name))) symlinkSync(join(MODULES, name), join(modules, name));
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  for (const app of apps) cpSync(join(APPS, app), join(folder, app), { recursive: true });
  return folder;
}
