import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Database } from '../../src/db/index.ts';
import { releaseDatabases } from '../support/databases.ts';
import { PARTS } from './fixed-story.ts';
import { digestOfLines, openNames } from './named-bytes.ts';

/**
 * Tells whether a change of the source has changed a byte of any leaf or record. A story is told to gates whose clock and
 * ids count; every leaf is written down with names for what is random or of the build itself, and two versions that
 * behave the same write the same text.
 *
 * - before the change: `node --import=tsx test/upgrade/fixed-run.ts --to ../before.txt`
 * - after it: `node --import=tsx test/upgrade/fixed-run.ts --compare ../before.txt`, which ends with 1 when anything differs
 *
 * It is a script and no test, because many changes alter leaves on purpose: a rule with another text alters every record.
 * What must stay readable for ever is tested with the stored database of `upgrade.test.ts`. `--part demo` tells one part; told
 * alone it has other numbers than among the others, so it is compared with a file of that part alone.
 */
const { values } = parseArgs({
  options: {
    to: { type: 'string' },
    compare: { type: 'string' },
    part: { type: 'string', multiple: true, default: Object.keys(PARTS) },
  },
});
const SHOWN = 20;

try {
  const lines: string[] = [];
  for (const part of values.part) {
    const own = await linesOf(part);
    console.log(`${part}: ${own.length} leaves, ${digestOfLines(own)}`);
    lines.push(...own);
  }
  console.log(`all: ${lines.length} leaves, ${digestOfLines(lines)}`);
  if (values.to !== undefined) writeFileSync(values.to, `${lines.join('\n')}\n`);
  if (values.compare !== undefined)
    process.exitCode = compare(lines, readFileSync(values.compare, 'utf8').trimEnd().split('\n'));
} finally {
  await releaseDatabases();
}

async function linesOf(part: string): Promise<readonly string[]> {
  const tell = PARTS[part];
  if (!tell) throw new RangeError(`there is no part ${part}, but ${Object.keys(PARTS).join(', ')}`);
  const lines: string[] = [];
  await tell(async (db) => {
    lines.push(...(await leavesOf(db)).map((bytes, index) => `${part} ${index} ${bytes}`));
  });
  return lines;
}

async function leavesOf(db: Database): Promise<readonly string[]> {
  const rows: readonly { bytes: string }[] = await db.reader('log_leaves').select('bytes').orderBy('log_index');
  const names = openNames();
  for (const { bytes } of rows) names.learn(bytes);
  return rows.map(({ bytes }) => names.put(bytes));
}

function compare(now: readonly string[], before: readonly string[]): number {
  const places = Array.from({ length: Math.max(now.length, before.length) }, (_, at) => at);
  const different = places.filter((at) => now[at] !== before[at]);
  for (const at of different.slice(0, SHOWN)) console.log(firstDifference(before[at] ?? '', now[at] ?? ''));
  console.log(different.length === 0 ? 'nothing differs' : `${different.length} lines differ`);
  return different.length === 0 ? 0 : 1;
}

/** Where two lines part, with what stands around it. */
function firstDifference(before: string, now: string): string {
  let at = 0;
  while (at < before.length && before[at] === now[at]) at += 1;
  const around = (line: string): string => line.slice(Math.max(0, at - 60), at + 120);
  return `${before.split(' ', 2).join(' ')} at ${at}:\n  before …${around(before)}\n  now    …${around(now)}`;
}
