import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileResults, OrderResult } from '../../src/cli/exchange/order-results.ts';
import type { MonotonicClock } from '../../src/cli/exchange/wait-for-files.ts';
import type { Engine } from '../../src/db/index.ts';
import { contractExample, registerBureau } from '../cli/contract-bureau.ts';
import { type CommandRun, freshFolder, runGate } from '../cli/gate-command.ts';
import { type Gate, type GateChoice, startGate } from '../support/gate.ts';

/** A procurement platform that knows no HTTP: it drops files into a folder, and reads what lies there afterwards. */
export interface FilesPlatform {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly drop: (name: string, content: string | Buffer | object) => void;
  /** Runs the exchange once, as a timetable of the machine would. */
  readonly exchange: (...options: readonly string[]) => Promise<CommandRun>;
  readonly names: (place: string) => readonly string[];
  readonly read: (path: string) => string;
  readonly results: (name: string) => FileResults;
  /** Of the only order of a file. */
  readonly result: (name: string) => OrderResult;
}

export function openFilesPlatform({ url, key }: { readonly url: string; readonly key: string }): FilesPlatform {
  const folder = freshFolder();
  mkdirSync(join(folder, 'in'));
  const env = { GATE_URL: url, GATE_API_KEY: key };
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const results = (name: string): FileResults => JSON.parse(read(`out/${name}.results.json`));
  return {
    folder,
    env,
    drop: (name, content) => {
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(join(folder, 'in', name), isText ? content : JSON.stringify(content));
    },
    exchange: (...options) => runGate(['exchange', folder, ...options], { env, pauses: noPauses() }),
    names: (place) => readdirSync(join(folder, place)).sort(),
    read,
    results,
    result: (name) => {
      const [only, ...others] = results(name).orders;
      assert.ok(only && others.length === 0);
      return only;
    },
  };
}

/** Nobody writes the files any more, so the two seconds in which a file must stay as it is are over at once. */
function noPauses(): MonotonicClock {
  let at = 0;
  return {
    now: () => at,
    pause: async (ms) => {
      at += ms;
    },
  };
}

const AGENCY = '11421000MB1234562Q';

/** A gate that knows the agency of the contract's examples, and a platform whose key may submit for it. */
export async function openFilesExchange(
  engine: Engine,
  choice: Pick<GateChoice, 'isFirstStart'> = {},
): Promise<{ readonly gate: Gate; readonly platform: FilesPlatform }> {
  const gate = await startGate({ engine, ...choice });
  await registerBureau(gate);
  const { secret = '' } = await gate.as('procurement-officer', { grant: { agencies: [AGENCY] } });
  return { gate, platform: openFilesPlatform({ url: gate.url, key: secret }) };
}

/** The contract's approvable order for other machines: so many of them, with the papers and the money that they need. */
export function machines(reference: string, count: number, different: object = {}): object {
  const text = JSON.stringify(contractExample('approvable'))
    .replaceAll('2026-0412', reference.replaceAll(/\W/g, ''))
    .replaceAll(/"(quantity|seats)":20/g, `"$1":${count}`)
    .replace('113400.00', yuan(count * 5_670))
    .replace('99980.00', yuan(count * 4_999))
    .replace('11600.00', yuan(count * 580))
    .replace('1820.00', yuan(count * 91));
  return { ...JSON.parse(text), reference, ...different };
}

function yuan(amount: number): string {
  return `${amount}.00`;
}
