// Actions of a shopper in the WebDriver protocol. Nothing here knows a rule.
import assert from "node:assert/strict";

export const URL_BASE = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";
export const DESK = {
  authorization: `Bearer ${process.env.RECOURSE_DESK_TOKEN ?? "de5c".repeat(16)}`,
};
const PATIENCE = 20_000;

/** Finds elements, in the widget once it exists. Runs in the page. */
const WITHIN =
  "const shadow = document.querySelector('recourse-widget')?.shadowRoot; " +
  "const within = (css) => [...shadow?.querySelectorAll(css) ?? []];";

export class Shopper {
  constructor(driver) {
    this.driver = driver;
  }

  /**
   * Runs a script in the page; `within` finds elements in the widget, `given` are its arguments.
   */
  ask(script, given) {
    return this.driver.executeScript(`${WITHIN} const given = arguments[0]; ${script}`, given);
  }

  until(what, holds) {
    return this.driver.wait(holds, PATIENCE, `${what}: not within ${PATIENCE / 1000} seconds`);
  }

  all(css) {
    return this.ask("return within(given)", css);
  }

  one(css) {
    return this.until(css, async () => (await this.all(css))[0]);
  }

  has(css) {
    return this.ask("return within(given).length > 0", css);
  }

  /** Opens a page as a new visitor: nothing of an earlier visit is resumed. */
  async visit(address) {
    // On a page without a widget, so that nothing is stored again.
    await this.driver.get(new URL("/shop.css", address).href);
    await this.driver.executeScript("sessionStorage.clear()");
    await this.driver.get(address);
  }

  async open(address) {
    await this.visit(address);
    await this.one("[data-page]");
  }

  async at() {
    return (await this.one("[data-page]")).getAttribute("data-page");
  }

  /** Identifies a page, and whether the focus is in it. */
  state() {
    return this.ask(
      "const [page] = within('[data-page]'); return { page: `${page?.dataset.page} " +
        "${within('h2')[0]?.textContent}`, focused: !!shadow?.activeElement }",
    );
  }

  /**
   * Does something that leads to another page, and waits for that page, so that the next keys go to
   * it.
   */
  async onward(what, act) {
    const { page: before } = await this.state();
    await act();
    await this.until(`another page after ${what}`, async () => {
      const { page, focused } = await this.state();
      return focused && page !== before;
    });
  }

  async press(name) {
    const button = await this.until(`a button "${name}"`, () =>
      this.ask("return within('button').find((button) => button.innerText === given)", name),
    );
    await this.onward(`"${name}"`, () => button.click());
  }

  /** Clicks the label of an option, as people do. */
  async choose(value) {
    await this.one(`input[type=radio][value="${value}"]`);
    const words = await this.ask(
      "return within(`input[type=radio][value='${given}']`)[0].labels[0]",
      value,
    );
    await words.click();
    assert.ok(
      await (await this.one(`input[type=radio][value="${value}"]`)).isSelected(),
      `${value}: chosen by a click on its label`,
    );
  }

  async type(css, text) {
    const field = await this.one(css);
    await field.clear();
    await field.sendKeys(text);
  }

  async day(day) {
    await this.type("input[name=day]", String(day.getDate()));
    await (await this.one(`[name=month] option[value="${day.getMonth() + 1}"]`)).click();
    await this.type("input[name=year]", String(day.getFullYear()));
  }

  /** Gives the wished answer, or the first plain one that the page offers. */
  async answer(wishes) {
    if (await this.has("input[name=day]")) await this.day(new Date(Date.now() - 2 * 86_400_000));
    else if (await this.has("input[inputmode=decimal]"))
      await this.type("input[inputmode=decimal]", "129.99");
    else if (await this.has("input[type=search]")) {
      await this.type("input[type=search]", wishes.country ?? "Germany");
      await this.choose(await (await this.one("input[type=radio]")).getAttribute("value"));
    } else {
      const options = await this.ask(
        "return within('input[type=radio]').map(({ name, value }) => ({ name, value }))",
      );
      const wished = options.find(({ name, value }) => wishes[name] === value);
      const plain =
        wished ??
        options.find(({ value }) => value === "no") ??
        options.find(({ value }) => !["unknown", "none"].includes(value));
      await this.choose(plain.value);
    }
  }

  /** Answers questions until there is a decision; `look` is called on every page. */
  async decide(wishes = {}, look = async () => {}) {
    for (let asked = 1; (await this.at()) !== "decision"; asked += 1) {
      assert.ok(asked < 20, "the interview ends");
      await look(`page ${asked}`);
      if ((await this.at()) === "question") await this.answer(wishes);
      await this.primary(`page ${asked}`);
    }
    await look("decision");
  }

  /** From the first page to the decision. */
  async walk(topic, wishes, look = async () => {}) {
    await look("topics");
    await this.choose(topic);
    await this.primary(topic);
    await this.decide(wishes, (where) => look(`${topic}, ${where}`));
  }

  async primary(where) {
    await this.onward(where, async () => (await this.one("button.primary")).click());
  }
}
