import type { FilledRows, MigrationStep } from '../../db/step.ts';
import type { Clock } from '../kernel/index.ts';
import type { Engine, Tx } from './database.ts';
import { databaseCodeOf } from './database-errors.ts';
import { fillRows } from './fill-rows.ts';
import type { KeepTurn } from './migration-turn.ts';
import { affectedRows, selectRows } from './statements.ts';

/** Which step it is among those that are run now. */
export interface StepPlace {
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** No step was run before: the database is only being made. */
  readonly isNew: boolean;
}

/** How much a step did to rows that stood already. */
export interface StepWork {
  readonly rows: number;
  readonly ms: number;
}

/** Who is told how far a migration is. A step that another process came between is told again. */
export interface MigrationWatch {
  readonly onBegin?: (step: StepPlace) => void;
  /** Now and then while rows are filled by code. One statement of SQL is not interrupted. */
  readonly onRows?: (step: StepPlace, rows: number) => void;
  readonly onEnd?: (step: StepPlace, work: StepWork) => void;
}

interface MissingSteps {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly steps: readonly MigrationStep[];
  readonly watch: MigrationWatch;
  readonly place: { readonly first: number; readonly of: number; readonly isNew: boolean };
  /** Asked before each step. */
  readonly keepTurn?: KeepTurn;
}

/**
 * Runs these steps and notes each. A process may run steps that another one runs, too, as after a turn that has lapsed: the
 * steps bear that. Answers the names of the steps that it was first to note.
 */
export async function runMissing(
  tx: Tx,
  { engine, clock, steps, watch, place: { first, of, isNew }, keepTurn }: MissingSteps,
): Promise<readonly string[]> {
  const ran: string[] = [];
  for (const [index, step] of steps.entries()) {
    const { name } = step;
    const place = { name, number: first + index, of, isNew };
    await keepTurn?.();
    watch.onBegin?.(place);
    const startedMs = performance.now();
    const rows = await runStep(tx, step, engine, (filled) => watch.onRows?.(place, filled));
    if (await noteStep(tx, engine, { name, at: clock() })) ran.push(name);
    watch.onEnd?.(place, { rows, ms: performance.now() - startedMs });
  }
  return ran;
}

async function noteStep(
  tx: Tx,
  engine: Engine,
  { name, at }: { readonly name: string; readonly at: string },
): Promise<boolean> {
  const insert = engine === 'mysql' ? 'insert ignore' : 'insert or ignore';
  return affectedRows(await tx.raw(`${insert} into schema_steps (name, at) values (?, ?)`, [name, at])) > 0;
}

/**
 * Runs one step, unless the column that it adds is there: then it was run and killed before it was noted. Answers how many
 * rows it filled or changed.
 */
export async function runStep(
  tx: Tx,
  { adds, statements, fills }: MigrationStep,
  engine: Engine,
  onRows: (rows: number) => void = () => undefined,
): Promise<number> {
  if (adds && (await hasColumn(tx, engine, adds))) return 0;
  let rows = 0;
  for (const statement of statements(engine)) rows += await runStatement(tx, statement, engine);
  return rows + (fills ? await fillTable(tx, fills, onRows) : 0);
}

/** Of SQLite's lists of columns one alone has those that are worked out of others, and it is not the one that Knex looks in. */
async function hasColumn(
  tx: Tx,
  engine: Engine,
  { table, column }: NonNullable<MigrationStep['adds']>,
): Promise<boolean> {
  if (engine === 'mysql') return tx.schema.hasColumn(table, column);
  const found = await selectRows(tx, 'select 1 as there from pragma_table_xinfo(?) where name = ?', [table, column]);
  return found.length > 0;
}

const TOLD_EVERY_MS = 5_000;

function fillTable(tx: Tx, fills: FilledRows, onRows: (rows: number) => void): Promise<number> {
  let toldMs = performance.now();
  return fillRows(tx, fills, (rows) => {
    if (performance.now() - toldMs < TOLD_EVERY_MS) return;
    toldMs = performance.now();
    onRows(rows);
  });
}

/** What another node has added, or taken away, since it was looked for. */
const DONE_MEANWHILE: readonly string[] = ['ER_DUP_FIELDNAME', 'ER_DUP_KEYNAME', 'ER_CANT_DROP_FIELD_OR_KEY'];

const CHANGES_ROWS = /^\s*(insert|update|delete)\b/i;

/** On MariaDB a schema statement is a transaction of its own, so one that fails leaves the next ones whole. */
async function runStatement(tx: Tx, statement: string, engine: Engine): Promise<number> {
  try {
    const answer: unknown = await tx.raw(statement);
    return CHANGES_ROWS.test(statement) ? affectedRows(answer) : 0;
  } catch (error) {
    const code = error instanceof Error ? databaseCodeOf(error) : '';
    if (engine !== 'mysql' || !DONE_MEANWHILE.includes(code)) throw error;
    return 0;
  }
}
