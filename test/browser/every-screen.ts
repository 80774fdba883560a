import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { IS_LONG } from '../support/long.ts';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, type Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';

export interface ScreenCase {
  readonly name: string;
  readonly role: Account['role'];
  readonly path: string;
  /** What is there when the screen is. */
  readonly there: string;
  readonly goOn?: (page: Page) => Promise<void>;
  /** The status that the gate answers with because of what the address says. */
  readonly provokes?: number;
}

/** A chapter of journeys: each screen of the list is read by everybody. */
export function triesEveryScreen(area: string, screens: readonly ScreenCase[]): void {
  describe(`every screen of the console, ${area}`, () => {
    let desk: Desk;
    /** Who is signed in stays so: each role has one page that goes from screen to screen. */
    const visitors = new Map<string, Visitor>();

    before(async () => {
      desk = await openDesk();
    });

    after(() => desk.close());

    for (const screen of screens) {
      it(`${screen.name} is read by everybody, in both languages, all colours and any width`, async () => {
        await readByEverybody(await open(screen), screen.name);
      });
    }

    it('made no browser complain, and refused nobody', async () => {
      for (const visitor of visitors.values()) await visitor.leave(screens.flatMap(({ provokes }) => provokes ?? []));
    });

    /** In Chinese and light, at the size of an office screen. */
    async function open(screen: ScreenCase): Promise<Page> {
      let visitor = visitors.get(screen.role);
      if (visitor === undefined) {
        visitor = await desk.visitAs(desk.one(screen.role), screen.path);
        visitors.set(screen.role, visitor);
      } else {
        const { page } = visitor;
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await page.setViewportSize({ width: 1366, height: 768 });
        await page.evaluate("localStorage.removeItem('gate.preferences')");
        await page.goto(screen.path);
      }
      await visitor.page.locator(screen.there).first().waitFor();
      await screen.goOn?.(visitor.page);
      return visitor.page;
    }
  });
}

/** 1366 at 200 %, and as narrow as a telephone. */
const NARROW = [683, 320];

async function readByEverybody(page: Page, name: string): Promise<void> {
  await keepPicture(page, `${name}-zh-CN`);
  assert.deepEqual(await axeFindings(page), []);
  assert.match(await headingOf(page), /\p{Script=Han}/u);

  for (const theme of ['dark', 'contrast']) {
    await choose(page, theme);
    await keepPicture(page, `${name}-${theme}`);
    assert.deepEqual(await axeFindings(page, IS_LONG ? undefined : ['color-contrast']), [], theme);
  }
  await choose(page, 'light');

  // The same page with other words.
  await page.locator('.shell-person button[lang]').dispatchEvent('click');
  await page.locator('html[lang=en]').waitFor();
  await keepPicture(page, `${name}-en`);
  assert.doesNotMatch(await headingOf(page), /\p{Script=Han}/u);
  if (IS_LONG) assert.deepEqual(await axeFindings(page), [], 'in English');

  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    await keepPicture(page, `${name}-${width}`);
    const sideways = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    assert.ok(sideways <= 1, `${sideways} pixels too wide for ${width}`);
  }
}

/** The words of the heading; what a thing is called by those who keep it is in no language of ours. */
async function headingOf(page: Page): Promise<string> {
  const heading = page.locator('h1');
  const names = await heading.locator('bdi').allTextContents();
  return names.reduce((words, name) => words.replace(name, ''), (await heading.textContent()) ?? '');
}

/** Also where a dialog lies over the choice. */
async function choose(page: Page, theme: string): Promise<void> {
  await page.locator('.shell-person select').selectOption(theme, { force: true });
  await page.locator(`html[data-theme=${theme}]`).waitFor();
}
