import type { Page } from 'playwright-core';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { blankLine, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { examples } from '../web/order-examples.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepDraft } from './kept-draft.ts';

// npm run bench:console: how long a person waits. Printed beside the goals, never asserted: it depends on the machine.

/** As an office PC of some years and its line are. */
const SLOW_CPU = 4;
const TEN_MBIT = { offline: false, latency: 20, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };

const LINES = 200;
const KEYS = '办公用台式计算机 2026 spring';

interface Told {
  readonly what: string;
  readonly ms: readonly number[];
  readonly goalMs: number;
}

describe('how long a person waits', function () {
  this.timeout(600_000);
  let desk: Desk;
  const told: Told[] = [];

  before(async () => {
    desk = await openDesk();
  });

  after(async () => {
    await desk.close();
    console.log(['', ...told.map(written)].join('\n'));
  });

  for (const slow of [false, true]) {
    const machine = slow ? `CPU ÷ ${SLOW_CPU}, 10 Mbit/s` : 'as it is';

    it(`for the door and the first page, ${machine}`, async () => {
      const doors: number[][] = [[], []];
      const homes: number[][] = [[], []];
      for (let round = 0; round < 3; round += 1) {
        const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/');
        const { page } = visitor;
        // What the sign-in has brought is forgotten, and then it is not.
        await slowDown(page, slow);
        await emptyCache(page);
        for (const cache of [0, 1]) {
          doors[cache]?.push(await msUntil(page, '/console/sign-in', 'input[type=email]'));
          homes[cache]?.push(await msUntil(page, '/console/', '.tray, .empty'));
        }
        await visitor.leave();
      }
      const goals = { door: [3_000, 1_000], home: [3_000, 1_500] };
      for (const [cache, word] of ['cold', 'warm'].entries()) {
        told.push({
          what: `sign-in page, ${word}, ${machine}`,
          ms: doors[cache] ?? [],
          goalMs: goals.door[cache] ?? 0,
        });
        told.push({ what: `first page, ${word}, ${machine}`, ms: homes[cache] ?? [], goalMs: goals.home[cache] ?? 0 });
      }
    });

    it(`for a key in an order of ${LINES} lines, and for its judgement, ${machine}`, async () => {
      const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/');
      const { page } = visitor;
      const draft = await keepDraft(page, longOrder(LINES));
      const keys: number[] = [];
      const undo: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await page.goto(`/console/orders/new?draft=${draft}`);
        const field = page.locator(`[name="lines.${LINES / 2}.description"]`);
        await field.waitFor();
        await page.locator('.verdict[data-stale=false]').waitFor();
        await slowDown(page, slow);
        await field.click();
        keys.push(...(await msOfKeys(page)));
        await page.locator('.verdict[data-stale=false]').waitFor();
        undo.push(await msOfUndo(page));
        // What was undone is saved before the page is opened again.
        await page.waitForTimeout(3_000);
      }
      told.push({ what: `key to glyph, ${LINES} lines, ${machine}`, ms: keys, goalMs: 50 });
      told.push({ what: `Ctrl+Z of a word, ${LINES} lines, ${machine}`, ms: undo, goalMs: 200 });
      await visitor.leave();
    });
  }
});

async function slowDown(page: Page, slow: boolean): Promise<void> {
  if (!slow) return;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', TEN_MBIT);
}

async function emptyCache(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.clearBrowserCache');
}

/** From the address to the frame that shows what one came for, by the clock of the page. */
async function msUntil(page: Page, path: string, there: string): Promise<number> {
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(there).first().waitFor();
  return page.evaluate('new Promise((shown) => requestAnimationFrame(() => shown(performance.now())))');
}

/** From each key to the frame after it, as the page itself sees them. */
async function msOfKeys(page: Page): Promise<readonly number[]> {
  await page.evaluate(`
    globalThis.strokes = [];
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => strokes.push(performance.now() - timeStamp)));
    }, true);
  `);
  for (const key of KEYS) {
    await page.keyboard.press(/[\w ]/.test(key) ? key.replace(' ', 'Space') : 'a');
    await page.waitForTimeout(120);
  }
  return page.evaluate('strokes');
}

/** From Ctrl+Z to the frame that shows it, after a word was typed. */
async function msOfUndo(page: Page): Promise<number> {
  await page.evaluate(`
    globalThis.undone = new Promise((shown) => {
      addEventListener('keydown', ({ key, ctrlKey, timeStamp }) => {
        if (!ctrlKey || key !== 'z') return;
        requestAnimationFrame(() => setTimeout(() => shown(performance.now() - timeStamp)));
      }, true);
    });
    // The value of what is evaluated is waited for, and the key is pressed after it only.
    undefined;
  `);
  await page.keyboard.press('Control+z');
  return page.evaluate('undone');
}

/** An order of so many lines that can be approved but for its money, as one that was pasted. */
function longOrder(lines: number): OrderDraft {
  const order = draftOfOrder(examples.approvable);
  const [line = blankLine(1)] = order.lines;
  return { ...order, lines: Array.from({ length: lines }, (_line, at) => ({ ...line, line: String(at + 1) })) };
}

function written({ what, ms, goalMs }: Told): string {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    String(Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN));
  return `${what.padEnd(60)} median ${at(0.5).padStart(6)} ms, worst ${at(1).padStart(6)} ms, goal ${goalMs} ms`;
}
