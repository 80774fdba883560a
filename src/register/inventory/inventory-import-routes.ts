import type { ActStep } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, dayOf, type Language } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { importSteps, type ReferenceImport, type RowsShape } from '../../reference/index.ts';
import { inPiecesOf } from '../../tables/index.ts';
import type { FindNameReader, InventoryContext, ListKnownProducts } from './find-known-software.ts';
import { type ItemFile, tooManyLines } from './inventory-files-routes.ts';
import { type InventoryRow, toRowBody, toSummaryBody } from './inventory-row-body.ts';
import { type CountInUse, compareSummaries } from './ledgers/compare-summaries.ts';
import { importMaintenance, planMaintenance } from './ledgers/import-maintenance.ts';
import type { SeenMaintenance } from './ledgers/maintenance-ledger.ts';
import type { SeenSummary } from './ledgers/summary-ledger.ts';
import type { ComputerOutcome } from './lists/computer-outcome.ts';
import type { ComputersPiece } from './lists/computers-piece.ts';
import { numbersOf } from './lists/find-planned-computers.ts';
import { importComputers, planComputers } from './lists/import-computers.ts';
import { importLicences, newLicenceTrial, planLicences } from './lists/import-licences.ts';
import type { SeenLicence } from './lists/licence-list.ts';
import type { SeenComputer } from './seen.ts';
import { newUnknownNames, type UnknownNames } from './unknown-names.ts';

/** What inventory is compared with, besides the register. */
export interface InventoryDeps extends GovernedDeps {
  readonly countInUse: CountInUse;
  readonly listKnownProducts: ListKnownProducts;
  readonly findNameReader: FindNameReader;
}

export interface InventoryRequest {
  readonly kind: string;
  readonly actor: Actor;
  readonly agencyCode: string | undefined;
  readonly language: Language;
}

/** Told of one item, and how much of what it counts. */
interface ToldRow {
  readonly answer: InventoryRow;
  readonly counts: readonly string[];
}

const ROWS: RowsShape<ToldRow> = {
  names: [
    ...['created', 'updated', 'unchanged', 'compared', 'refused'],
    ...['installationsStarted', 'installationsSeenAgain', 'installationsEnded', 'rightsDeclared'],
  ],
  namesOf: ({ answer, counts }) => [answer.status, ...counts],
  told: ({ answer }) => answer,
};

const NAMES_TOLD_MAX = 500;

interface ImportRun<Within, Item> {
  readonly asked: InventoryRequest;
  readonly file: ItemFile<Item>;
  readonly count: number;
  readonly rowsAtOnce: number;
  readonly dryRun: boolean;
  readonly act: (within: Within, items: readonly Item[]) => Promise<readonly ToldRow[]>;
  readonly names: UnknownNames;
}

function stepsOf<Within, Item>(stepping: ImportRun<Within, Item>): AsyncIterable<ActStep<Within>> {
  const { asked, file, count, rowsAtOnce, dryRun, act, names } = stepping;
  return importSteps<Within, Item, ToldRow>({
    ...{ rows: count, rowsAtOnce, shape: ROWS },
    pieces: inPiecesOf(rowsAtOnce, file.items()),
    judge: act,
    members: () => ({
      ...{ dryRun, kind: asked.kind },
      unknownNames: names.most(NAMES_TOLD_MAX),
      unknownNamesCount: names.count(),
      ignoredColumns: file.ignored(),
    }),
  });
}

/** Reads a file once as a whole, so that what makes all of it useless is said before anything is written. */
async function countOf<Item>(file: ItemFile<Item>, seen: (item: Item) => void = () => undefined): Promise<number> {
  let count = 0;
  for await (const items of file.items()) {
    count += items.length;
    items.forEach(seen);
  }
  return count;
}

/** Rows that are judged and written in one go; those of agents have hundreds of names each. */
const COMPUTERS_AT_ONCE = 1_000;
const SCANS_AT_ONCE = 100;

export async function computersImport(
  deps: InventoryDeps,
  file: ItemFile<SeenComputer>,
  asked: InventoryRequest & Pick<ComputersPiece, 'source'>,
): Promise<ReferenceImport> {
  const rowOf = new Map<string, number>();
  const count = await countOf(file, (computer) => {
    for (const [, number] of numbersOf(computer)) if (!rowOf.has(number)) rowOf.set(number, computer.row);
  });
  const names = newUnknownNames();
  const pieceOf = (computers: readonly SeenComputer[], on: CivilDate): ComputersPiece => ({
    ...{ computers, rowOf, source: asked.source, agencyCode: asked.agencyCode ?? null },
    ...contextOf(deps, asked, on),
  });
  const told = (outcomes: readonly ComputerOutcome[]) => toldRows(outcomes, { asked, names });
  const rowsAtOnce = asked.source === 'agent' ? SCANS_AT_ONCE : COMPUTERS_AT_ONCE;
  const shared = { asked, file, count, rowsAtOnce, names };
  return {
    steps: () =>
      stepsOf<Governed, SeenComputer>({
        ...{ ...shared, dryRun: false },
        act: async (entry, computers) => told(await importComputers(entry, pieceOf(computers, entry.on))),
      }),
    trial: () =>
      stepsOf<Tx, SeenComputer>({
        ...{ ...shared, dryRun: true },
        act: async (tx, computers) => told(await planComputers(tx, pieceOf(computers, dayOf(deps.clock())))),
      }),
  };
}

/** All at once, because lines of one computer build on one another. */
const LINES_MAX = 20_000;

export async function maintenanceImport(
  deps: InventoryDeps,
  file: ItemFile<SeenMaintenance>,
  asked: InventoryRequest,
): Promise<ReferenceImport> {
  const count = await countOf(file);
  if (count > LINES_MAX) throw tooManyLines(LINES_MAX);
  const names = newUnknownNames();
  const told = (outcomes: readonly ComputerOutcome[]) => toldRows(outcomes, { asked, names });
  const shared = { asked, file, count, rowsAtOnce: LINES_MAX, names };
  const agencyCode = asked.agencyCode ?? null;
  return {
    steps: () =>
      stepsOf<Governed, SeenMaintenance>({
        ...{ ...shared, dryRun: false },
        act: async (entry, lines) =>
          told(await importMaintenance(entry, { lines, agencyCode, ...contextOf(deps, asked, entry.on) })),
      }),
    trial: () =>
      stepsOf<Tx, SeenMaintenance>({
        ...{ ...shared, dryRun: true },
        act: async (tx, lines) =>
          told(await planMaintenance(tx, { lines, agencyCode, ...contextOf(deps, asked, dayOf(deps.clock())) })),
      }),
  };
}

export async function licencesImport(
  deps: InventoryDeps,
  file: ItemFile<SeenLicence>,
  asked: InventoryRequest,
): Promise<ReferenceImport> {
  const count = await countOf(file);
  const names = newUnknownNames();
  const told = (outcomes: readonly ComputerOutcome[]) => toldRows(outcomes, { asked, names });
  const shared = { asked, file, count, rowsAtOnce: COMPUTERS_AT_ONCE, names };
  const agencyCode = asked.agencyCode ?? null;
  return {
    steps: () =>
      stepsOf<Governed, SeenLicence>({
        ...{ ...shared, dryRun: false },
        act: async (entry, licences) =>
          told(await importLicences(entry, { licences, agencyCode, ...contextOf(deps, asked, entry.on) })),
      }),
    trial: () => {
      const context = contextOf(deps, asked, dayOf(deps.clock()));
      const trial = newLicenceTrial(context);
      return stepsOf<Tx, SeenLicence>({
        ...{ ...shared, dryRun: true },
        act: async (tx, licences) => told(await planLicences(tx, { licences, agencyCode, ...context }, trial)),
      });
    },
  };
}

/** A summary names no computer: it is compared, and what is asked to be written is compared as well. */
export async function summaryComparison(
  { clock, countInUse }: InventoryDeps,
  file: ItemFile<SeenSummary>,
  asked: InventoryRequest,
): Promise<Pick<ReferenceImport, 'trial'>> {
  const count = await countOf(file);
  const agencyCode = asked.agencyCode ?? null;
  const act = async (tx: Tx, rows: readonly SeenSummary[]): Promise<readonly ToldRow[]> => {
    const outcomes = await compareSummaries(tx, {
      ...{ rows, agencyCode, actor: asked.actor, on: dayOf(clock()), countInUse },
    });
    return outcomes.map((outcome) => ({ answer: toSummaryBody(outcome, asked.language), counts: [] }));
  };
  const shared = { asked, file, count, rowsAtOnce: COMPUTERS_AT_ONCE, names: newUnknownNames() };
  return { trial: () => stepsOf<Tx, SeenSummary>({ ...shared, dryRun: true, act }) };
}

function contextOf(
  { newId, listKnownProducts, findNameReader }: InventoryDeps,
  { actor }: InventoryRequest,
  on: CivilDate,
): InventoryContext {
  return { actor, on, newId, listKnownProducts, findNameReader };
}

interface RowReport {
  readonly asked: InventoryRequest;
  readonly names: UnknownNames;
}

function toldRows(outcomes: readonly ComputerOutcome[], { asked, names }: RowReport): readonly ToldRow[] {
  return outcomes.map((outcome) => {
    names.add(outcome.row, outcome.unknown);
    const { started, seenAgain, ended, rights } = outcome;
    const counts = [
      ...times('installationsStarted', started),
      ...times('installationsSeenAgain', seenAgain),
      ...times('installationsEnded', ended),
      ...times('rightsDeclared', rights),
    ];
    return { answer: toRowBody(outcome, asked.language), counts };
  });
}

function times(name: string, count: number): readonly string[] {
  return new Array<string>(count).fill(name);
}
