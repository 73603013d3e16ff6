// A page that is observed and clicked by Chromium's own protocol only. A test library adds a script
// to the page, and its first query costs a slow phone more than any of the compared embeds.

/** How long a finger or a mouse button stays down, in milliseconds: short for people. */
const PRESS = 80;

const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

export class Tab {
  /** `tools`: a session with the page's protocol. */
  constructor(tools) {
    this.tools = tools;
  }

  /** The result of a function that uses only the page and `words`. */
  async run(look, ...words) {
    const expression = `(${look})(${words.map((word) => JSON.stringify(word)).join()})`;
    const { result, exceptionDetails } = await this.tools.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(
        `${exceptionDetails.exception?.description ?? exceptionDetails.text}\nin ${expression}`,
      );
    return result.value;
  }

  /**
   * Waits until a function returns a result. It polls rarely, because polling costs the page, too.
   */
  async until(look) {
    for (
      const end = Date.now() + 30_000;
      !(await this.run(`() => Boolean((${look})())`));
      await wait(50)
    ) {
      if (Date.now() > end) throw new Error(`half a minute without ${look}`);
    }
  }

  /** A tap on the element that `find` finds. */
  async press(find) {
    await this.until(find);
    const [x, y] = await this.run(`() => {
      const it = (${find})();
      it.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = it.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }`);
    const mouse = (type, more) =>
      this.tools.send("Input.dispatchMouseEvent", { type, x, y, ...more });
    await mouse("mouseMoved");
    await mouse("mousePressed", { button: "left", clickCount: 1 });
    await wait(PRESS);
    await mouse("mouseReleased", { button: "left", clickCount: 1 });
  }

  /**
   * Milliseconds from a click until the result of `state` has changed and is drawn. The press
   * before the click does not count, for any embed.
   */
  async timed(find, state) {
    await this.until(find);
    await this.run(`() => {
      const now = ${state}, before = now();
      window.drawn = new Promise((done) => addEventListener("click", ({ timeStamp }) => {
        const finish = () => done(performance.now() - timeStamp);
        const look = () => requestAnimationFrame(now() !== before ? finish : look);
        look();
      }, { once: true, capture: true }));
    }`);
    await this.press(find);
    return this.run("() => window.drawn");
  }
}
