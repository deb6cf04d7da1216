/** Holds a page of Chromium open: node page.cjs PLAYWRIGHT CHROMIUM PROFILE; one JSON line a question. */

const readline = require('readline');

const [playwright, executablePath, profile] = process.argv.slice(2);
const { chromium } = require(playwright);

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const QUIET = ['--disable-background-networking', '--disable-component-update'];
const log = [];

async function started() {
  const viewport = { width: 1280, height: 800 };
  const args = [...ARGS, ...QUIET];
  const options = { executablePath, args, headless: true, viewport, colorScheme: 'light' };
  const context = await chromium.launchPersistentContext(profile, options);
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => log.push(message.text()));
  return { context, page };
}

const TABLE = {
  open: ({ page }, { url }) => page.goto(url, { waitUntil: 'domcontentloaded' }).then(() => null),
  wait: ({ page }, { selector, state, timeout }) =>
    page.waitForSelector(selector, { state: state ?? 'visible', timeout }).then(() => true),
  texts: ({ page }, { selector }) => page.locator(selector).allInnerTexts(),
  labels: ({ page }, { selector }) =>
    page.locator(selector).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
  press: ({ page }, { key }) => page.keyboard.press(key).then(() => null),
  type: ({ page }, { text }) => page.keyboard.type(text).then(() => null),
  insert: ({ page }, { text }) => page.keyboard.insertText(text).then(() => null),
  click: ({ page }, { selector, text }) =>
    (text === undefined ? page.locator(selector) : page.locator(selector, { hasText: text }))
      .first()
      .click({ timeout: 10_000 })
      .then(() => null),
  hover: ({ page }, { selector }) => page.locator(selector).first().hover({ timeout: 10_000 }).then(() => null),
  picture: ({ page }, { path }) => page.screenshot({ path, animations: 'disabled' }).then(() => null),
  log: () => log.slice(-60),
  close: ({ context }) => context.close().then(() => null),
};

async function main() {
  const there = await started();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    let reply;
    try {
      reply = { id, result: await TABLE[method](there, params ?? {}) };
    } catch (error) {
      reply = { id, error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  await there.context.close();
}

void main();
