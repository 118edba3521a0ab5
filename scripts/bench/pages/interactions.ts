import type { Page } from "playwright-core";

/** The shortest that browsers report; what is quicker counts as this. */
const SHORTEST_MS = 16;

declare global {
  interface Window {
    /** The longest interaction since it was last read, in milliseconds; the browser rounds to 8. */
    longestInteraction?: number;
  }
}

/** What people do most, in an order in which each finds what it needs; `act` ends when what it asked for is there. */
const INTERACTIONS: { name: string; act: (page: Page) => Promise<unknown> }[] = [
  { name: "open a filter", act: (page) => opened(page, "Status") },
  { name: "choose from it", act: (page) => chosen(page, "Failed", /status=failed/) },
  { name: "next page", act: (page) => followed(page, "Older", /cursor=/) },
  { name: "previous page", act: (page) => followed(page, "Newer", /cursor=/) },
  { name: "clear the filters", act: (page) => clicked(page, "Clear filters", (url) => !url.search) },
  { name: "type a text", act: typed },
  { name: "open a delivery", act: openedRow },
  { name: "close it", act: closed },
  { name: "open columns", act: (page) => menu(page, "Columns and density", "menuitemcheckbox") },
  { name: "toggle a column", act: toggled },
  { name: "open the account menu", act: (page) => menu(page, /^Account/, "menuitemradio") },
  { name: "change the theme", act: themed },
  { name: "open the palette", act: palette },
  { name: "type in the palette", act: searched },
];

/** Milliseconds from the input to the next paint, of each interaction on the page of deliveries, in several fresh pages. */
export async function timeInteractions(
  newPage: () => Promise<Page>,
  path: string,
  rounds: number,
): Promise<Map<string, number[]>> {
  const times = new Map(INTERACTIONS.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    const page = await newPage();
    await page.addInitScript(observeInteractions);
    await page.goto(path, { waitUntil: "networkidle" });
    for (const { name, act } of INTERACTIONS) {
      await readLongest(page);
      await act(page);
      times.get(name)?.push(await readLongest(page));
    }
    await page.context().close();
  }
  return times;
}

/** Event timing, as the browser's own Interaction to Next Paint is made of it. Runs in the page. */
function observeInteractions(): void {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (entry.interactionId) window.longestInteraction = Math.max(window.longestInteraction ?? 0, entry.duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** After two frames the entries of what was done are there. */
function readLongest(page: Page): Promise<number> {
  return page.evaluate(async (shortest) => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    const longest = window.longestInteraction ?? shortest;
    delete window.longestInteraction;
    return longest;
  }, SHORTEST_MS);
}

async function opened(page: Page, name: string) {
  await page.getByRole("combobox", { name }).click();
  await page.getByRole("option").first().waitFor();
}

async function chosen(page: Page, name: string, url: RegExp) {
  await page.getByRole("option", { name }).click();
  await page.waitForURL(url);
  await settled(page);
}

async function followed(page: Page, name: string, url: RegExp) {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
  await page.waitForURL(url);
  await settled(page);
}

async function clicked(page: Page, name: string, isThere: (url: URL) => boolean) {
  await page.getByRole("button", { name }).click();
  await page.waitForURL(isThere);
  await settled(page);
}

async function typed(page: Page) {
  const field = page.getByRole("searchbox").or(page.getByRole("textbox")).first();
  await field.pressSequentially("inv_62");
  await page.waitForURL(/q=inv_62/);
  await settled(page);
  await field.press("ControlOrMeta+a");
  await field.press("Delete");
  await page.waitForURL((url) => !url.searchParams.has("q"));
  await settled(page);
}

async function openedRow(page: Page) {
  await page.getByRole("region", { name: "Deliveries" }).locator("tbody button[aria-haspopup=dialog]").first().click();
  await page.getByRole("dialog", { name: "Delivery" }).getByText("Attempt").first().waitFor();
}

async function closed(page: Page) {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Delivery" }).waitFor({ state: "hidden" });
}

async function menu(page: Page, name: string | RegExp, item: "menuitemcheckbox" | "menuitemradio") {
  await page.getByRole("button", { name }).first().click();
  await page.getByRole(item).first().waitFor();
}

async function toggled(page: Page) {
  await page.getByRole("menuitemcheckbox").first().click();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "hidden" });
}

async function themed(page: Page) {
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.locator("html.dark").waitFor();
  await page.getByRole("menu").waitFor({ state: "hidden" });
}

async function palette(page: Page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Jump to" }).waitFor();
}

async function searched(page: Page) {
  await page.getByRole("dialog", { name: "Jump to" }).getByRole("combobox").pressSequentially("webhook 3");
  await page
    .getByRole("option", { name: /Webhook 3/ })
    .first()
    .waitFor();
}

/** Until the list of the new URL is there and nothing is loading. */
async function settled(page: Page) {
  await page.waitForFunction(() => !document.querySelector("[aria-label=Loading]"));
  await page.getByRole("region", { name: "Deliveries" }).locator("tbody tr").first().waitFor();
}
