// A browser other than Chromium, driven by the W3C WebDriver protocol.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Builder, Capabilities } from "selenium-webdriver";
import { freePort } from "../machine.mjs";

const MINI_BROWSER = [
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
].find(existsSync);

/**
 * The command that starts a driver, and its capabilities. WebKit's browser needs a screen, and a
 * window manager that gives its window the focus.
 */
const ENGINES = {
  gecko: {
    driver: (port) => [
      process.env.GECKODRIVER ?? "geckodriver",
      ["--port", port, "--log", "fatal"],
    ],
    wishes: (prefs) => ({
      browserName: "firefox",
      "moz:firefoxOptions": { binary: "/usr/bin/firefox-esr", args: ["-headless"], prefs },
    }),
  },
  webkit: {
    driver: (port) => [
      "xvfb-run",
      [
        "-a",
        "-s",
        "-screen 0 1400x2400x24",
        "sh",
        "-c",
        `openbox & exec WebKitWebDriver --port=${port}`,
      ],
    ],
    wishes: () => ({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] },
    }),
  },
};

/** Starts a browser; `prefs` are Firefox' own settings. `stop` ends it and its driver. */
export async function start(name, prefs = {}) {
  const { driver: command, wishes } = ENGINES[name];
  const port = String(await freePort());
  const helper = spawn(...command(port), { stdio: "ignore", detached: true });
  const failed = new Promise((_, fail) => helper.once("error", fail));
  const url = `http://127.0.0.1:${port}`;
  const up = async () => {
    for (
      let tries = 0;
      tries < 100 &&
      !(await fetch(`${url}/status`).then(
        () => true,
        () => false,
      ));
      tries += 1
    )
      await new Promise((done) => setTimeout(done, 100));
  };
  await Promise.race([up(), failed]);
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities(new Capabilities(wishes(prefs)))
    .build();
  driver.stop = async () => {
    await driver.quit().catch(() => {});
    try {
      process.kill(-helper.pid);
    } catch {
      // The process has ended already.
    }
  };
  return driver;
}
