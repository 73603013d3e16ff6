// What tests take of this machine: free ports, and the workspace's own programs.
import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const CORPUS = ["run", "--quiet", "--package", "recourse-tests", "--example", "corpus"];
const RECOURSE = ["run", "--quiet", "--package", "recourse-cli", "--"];

/** A port of the loopback interface that no server listens on. */
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Runs a program that `cargo xtask test` has compiled; without it, cargo compiles the program. */
function run(program, cargo, words, options) {
  const [file, all] = program ? [program, words] : ["cargo", [...cargo, ...words]];
  return execFileSync(file, all, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28, ...options });
}

/** The output of the `recourse` command; an error with its output if it fails. */
export const recourse = (words, input) => run(process.env.RECOURSE, RECOURSE, words, { input });

/** The golden cases with the policies that they are decided by. */
export const corpus = () => JSON.parse(run(process.env.RECOURSE_CORPUS, CORPUS, [], {}));
