import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, ConsoleMessage, Page, Request, Response, WebError } from 'playwright-core';
import type { components } from '../../src/http/openapi.generated.ts';
import { freePort } from '../support/mariadb.ts';
import { atProcessEnd } from '../support/process-end.ts';
import { noteCall } from './calls.ts';
import { preparedDemo } from './prepared.ts';
import { giveBack, preferencesOf, takeProfile } from './profiles.ts';
import { runGate, type Settings, urlSaidBy } from './run-gate.ts';

export type Account = components['schemas']['DemoAccount'];
export type Language = 'zh-CN' | 'en';

export interface Look {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark' | 'contrast';
  readonly width?: number;
  readonly height?: number;
  /** In a browser that was never here, and has no file of the console. */
  readonly isNew?: boolean;
}

/** A page, and what its browser complained of. */
export interface Visitor {
  readonly page: Page;
  /** Goes on only if the browser had nothing to complain of but the statuses that the journey provoked. */
  readonly leave: (provoked?: readonly number[]) => Promise<void>;
}

/** A demo gate of its own, as `gate demo` starts it, and people who come to it with a browser. */
export interface Desk {
  readonly url: string;
  readonly people: readonly Account[];
  readonly visit: (path: string, look?: Look) => Promise<Visitor>;
  /** Signed in, at a place of the console. */
  readonly visitAs: (who: Account, path: string, look?: Look) => Promise<Visitor>;
  readonly one: (role: Account['role']) => Account;
  /** Ends the gate as a power cut does; pages stay open. */
  readonly stop: () => Promise<void>;
  /** Starts it again after that, at the same address. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Of every desk of this process, one after the other: a browser knows what it has read by the address. */
let port: Promise<number> | undefined;

export async function openDesk(settings: Settings = {}): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'genuine-gate-desk-'));
  cpSync(preparedDemo(), folder, { recursive: true });
  port ??= freePort();
  const own = { ...settings, PORT: String(await port) };
  let child = runGate(['demo'], folder, own);
  atProcessEnd(() => void child.kill('SIGKILL'));
  const url = await urlSaidBy(child);
  const { people } = JSON.parse(readFileSync(join(folder, 'demo', 'people.json'), 'utf8')) as { people: Account[] };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  const visit = (path: string, look?: Look): Promise<Visitor> => openPage(url, path, look);
  return {
    ...{ url, people, visit },
    visitAs: async (who, path, look) => {
      const visitor = await openPage(url, path, look, who);
      await visitor.page.waitForSelector('.shell');
      return visitor;
    },
    one: (role) => {
      const found = people.find((person) => person.role === role);
      if (found === undefined) throw new Error(`nobody in the demo is ${role}`);
      return found;
    },
    stop,
    start: async () => {
      child = runGate(['demo'], folder, own);
      await urlSaidBy(child);
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a status that was provoked makes the browser say, which is looked at by itself; and what plain HTTP under a name does. */
const EXPECTED = /^(Failed to load resource|The Cross-Origin-Opener-Policy header has been ignored)/;

async function openPage(url: string, path: string, look: Look = {}, who?: Account): Promise<Visitor> {
  const { language = 'zh-CN', theme = 'light', width = 1366, height = 768, isNew = false } = look;
  const context = await takeProfile(url, isNew);
  const heard = listenTo(context);
  if (who !== undefined) await letIn(context, who);
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.addInitScript({ content: preferencesOf({ language, theme }) });
  await page.goto(path);
  return {
    page,
    leave: async (provoked = []) => {
      await giveBack(context, url);
      heard.end();
      const unexpected = heard.refused
        .filter(({ status }) => !provoked.includes(status))
        .map(({ status, of }) => `${status} ${of}`);
      if (heard.complaints.length + unexpected.length === 0) return;
      throw new Error(`the browser complains: ${[...heard.complaints, ...unexpected].join(' | ')}`);
    },
  };
}

/** What a trial of words that are half typed is answered, where a machine is slow enough for the pause between two of them. */
const UNFINISHED = 422;

/** Hears what goes wrong in the pages of one visitor. */
function listenTo(context: BrowserContext) {
  const complaints: string[] = [];
  const refused: { readonly status: number; readonly of: string }[] = [];
  const onError = (error: WebError): void => void complaints.push(error.error().message);
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
  };
  const onRequest = (request: Request): void => noteCall(request.method(), request.url());
  const onResponse = (response: Response): void => {
    const status = response.status();
    const { pathname, searchParams } = new URL(response.url());
    if (status < 400 || (status === UNFINISHED && searchParams.has('dryRun'))) return;
    refused.push({ status, of: `${response.request().method()} ${pathname}` });
  };
  context.on('weberror', onError).on('console', onConsole).on('request', onRequest).on('response', onResponse);
  return {
    ...{ complaints, refused },
    end: (): void => {
      context.off('weberror', onError).off('console', onConsole).off('request', onRequest).off('response', onResponse);
    },
  };
}

/**
 * Opens a session of its own in the browser, without the page at the door: that has journeys of its own, and would be loaded a
 * hundred times more only to be left. No session is shared, since journeys end theirs.
 */
async function letIn(context: BrowserContext, { email, password }: Account): Promise<void> {
  const headers = { 'X-Gate-Request': '1' };
  const answer = await context.request.post('/v1/session', { headers, data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} is not let in: ${answer.status()} ${await answer.text()}`);
}

/** As a person does: with e-mail and password, by the keyboard. */
export async function signIn(page: Page, { email, password }: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.shell');
}
