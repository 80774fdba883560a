import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf, csv, HEADINGS, sheetOf, xlsx } from '../budget/finance-sheet.ts';
import { type FreshDatabase, freshDatabaseUrl } from '../support/databases.ts';
import { contractExample } from './contract-bureau.ts';
import { type CommandRun, freshFolder, runGate } from './gate-command.ts';

describe('a budget at a terminal', () => {
  let fresh: FreshDatabase;
  let folder: string;
  beforeEach(async () => {
    fresh = await freshDatabaseUrl('sqlite');
    folder = freshFolder();
    const agencies = join(folder, 'agencies.csv');
    writeFileSync(agencies, String(contractExample('agenciesFile')));
    assert.equal((await run('import', 'agencies', agencies)).code, 0);
  });
  afterEach(() => fresh.drop());

  const run = (...args: readonly string[]): Promise<CommandRun> => runGate(args, { env: { DATABASE_URL: fresh.url } });
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('is imported from a spreadsheet after a dry run, and revised by the next', async () => {
    const amount = HEADINGS.indexOf('指标额度（元）');
    const first = file(
      'budget.xlsx',
      await xlsx([HEADINGS, cellsOf().map((cell, at) => (at === amount ? 500 : cell))]),
    );
    const next = file('next.csv', sheetOf({ '指标额度（元）': '600' }));

    const tried = await run('import', 'budget-lines', first, '--dry-run');
    const done = await run('import', 'budget-lines', first);
    const revised = await run('import', 'budget-lines', next);

    assert.deepEqual([tried.code, done.code, revised.code], [0, 0, 0], tried.stderr + done.stderr + revised.stderr);
    assert.match(
      tried.stdout,
      /^Preview, nothing was written: 1 would be created, 0 revised, 0 unchanged, 0 refused\.$/m,
    );
    assert.match(done.stdout, /^Row 2 {2}JZ-2026-1 {2}created\n\n1 created, 0 revised, 0 unchanged, 0 refused\.$/m);
    assert.match(revised.stdout, /^Row 2 {2}JZ-2026-1 {2}revised$/m);
  });

  it('is told the unit where the file does not say it', async () => {
    const rows = [HEADINGS.map((name) => name.replace('（元）', '')), cellsOf({ '指标额度（元）': '50' })];
    const path = file('budget.csv', csv(rows));

    const untold = await run('import', 'budget-lines', path);
    const wrong = await run('import', 'budget-lines', path, '--unit', 'dollar');
    const told = await run('import', 'budget-lines', path, '--unit', 'wan-yuan', '--json');

    assert.equal(untold.code, 1);
    assert.match(untold.stderr, /^Error: It is not said what "指标额度" counts/);
    assert.match(wrong.stderr, /--unit is yuan or wan-yuan/);
    assert.deepEqual([told.code, JSON.parse(told.stdout).unit], [0, 'wan-yuan'], told.stderr);
  });
});
