// A page that is watched and clicked by Chromium's own protocol and nothing else: a library for tests brings a script of its own into the
// page, and at its first look costs a slow phone more than any of the embeds that are compared.

/** How long a finger or a mouse button stays down, in milliseconds: short, for people. */
const PRESS = 80;

const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

export class Tab {
  /** `tools`: a session with the page's protocol. */
  constructor(tools) {
    this.tools = tools;
  }

  /** What a function says that knows nothing but the page and `words`. */
  async run(look, ...words) {
    const expression = `(${look})(${words.map((word) => JSON.stringify(word)).join()})`;
    const { result, exceptionDetails } = await this.tools.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description ?? exceptionDetails.text}\nin ${expression}`);
    return result.value;
  }

  /** Waits until a function finds something. It looks seldom, for looking costs the page, too. */
  async until(look) {
    for (const end = Date.now() + 30_000; !(await this.run(`() => Boolean((${look})())`)); await wait(50)) {
      if (Date.now() > end) throw new Error(`half a minute without ${look}`);
    }
  }

  /** A finger on what `find` finds. */
  async press(find) {
    await this.until(find);
    const [x, y] = await this.run(`() => {
      const it = (${find})();
      it.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = it.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }`);
    const mouse = (type, more) => this.tools.send("Input.dispatchMouseEvent", { type, x, y, ...more });
    await mouse("mouseMoved");
    await mouse("mousePressed", { button: "left", clickCount: 1 });
    await wait(PRESS);
    await mouse("mouseReleased", { button: "left", clickCount: 1 });
  }

  /** Milliseconds from a click, as a finger makes it, until what `state` says has changed and is drawn; the press before it does not
   * count, for anybody. */
  async timed(find, state) {
    await this.until(find);
    await this.run(`() => {
      const now = ${state}, before = now();
      window.drawn = new Promise((done) => addEventListener("click", ({ timeStamp }) => {
        const look = () => (now() !== before ? requestAnimationFrame(() => done(performance.now() - timeStamp)) : requestAnimationFrame(look));
        look();
      }, { once: true, capture: true }));
    }`);
    await this.press(find);
    return this.run("() => window.drawn");
  }
}
