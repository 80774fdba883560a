import type { Tx } from '../db/index.ts';
import type { Actor } from '../kernel/index.ts';
import { dayOf, type Language } from '../kernel/index.ts';
import type { Governed, GovernedDeps, RecordedKind, Subject } from '../log/index.ts';
import {
  changeSubject,
  createSubject,
  describeSubject,
  findSubject,
  importSubjects,
  planImport,
} from '../log/index.ts';
import { bodiesOfCsv, type CsvRow, rowChecker, textOfFile } from './csv-import.ts';
import { etagOf, refuseStale } from './etag.ts';
import {
  columnsOf,
  contextOf,
  type Event,
  type ImportAnswer,
  type ImportQuery,
  importAnswer,
  keyIn,
  type PathKey,
  type ReferenceContract,
} from './reference-routes.ts';

interface Asked<Query, Body> {
  readonly actor: Actor;
  readonly params: PathKey;
  readonly query: Query;
  readonly body: Body;
  readonly contentType?: string | undefined;
  readonly ifMatch: number | undefined;
  readonly language: Language;
}

interface Answered<Status extends number, Body> {
  readonly status: Status;
  readonly etag: string;
  readonly location?: string;
  readonly body: Body;
}

interface ReferenceAct<Query, Body, Answer> {
  readonly act: (entry: Governed, asked: Asked<Query, Body>) => Promise<Answer>;
  readonly agencies: (tx: Tx, asked: Asked<Query, Body>) => Promise<readonly string[]>;
}

interface ImportAct extends ReferenceAct<ImportQuery, Buffer, ImportAnswered> {
  readonly check: (asked: Asked<ImportQuery, Buffer>) => void;
  readonly preview: (tx: Tx, asked: Asked<ImportQuery, Buffer>) => Promise<ImportAnswered>;
}

interface ImportAnswered {
  readonly status: 200;
  readonly body: ImportAnswer;
}

/** What is done to reference data that takes two people. A routes file gives the acts their names in the contract. */
export interface ReferenceActs<Body> {
  readonly create: ReferenceAct<unknown, object, Answered<201, Body>>;
  readonly describe: ReferenceAct<unknown, object, Answered<200, Body>>;
  readonly change: ReferenceAct<unknown, Event, Answered<200, Body>>;
  readonly import: ImportAct;
}

export function referenceActs<S extends object, Body>(
  deps: GovernedDeps,
  contract: ReferenceContract<S, Body>,
): ReferenceActs<Body> {
  const { kind, path, answer } = contract;
  return {
    create: {
      agencies: async (_tx, { body }) => agencyIn(kind, body),
      act: async (entry, { actor, body }) => {
        const subject = await createSubject(entry, kind, { body, ...contextOf(entry, deps, actor) });
        const location = `${path}/${encodeURIComponent(subject.key)}`;
        return { status: 201, etag: etagOf(subject.logIndex), location, body: answer(subject, actor) };
      },
    },
    ...changingActs(deps, contract),
    import: importAct(deps, contract),
  };
}

/** The agency that a body or a state names, where things of this kind belong to one. */
function agencyIn<S extends object>({ agency }: RecordedKind<S>, stated: object): readonly string[] {
  const code: unknown = agency === null ? undefined : new Map<string, unknown>(Object.entries(stated)).get(agency);
  return typeof code === 'string' ? [code] : [];
}

function changingActs<S extends object, Body>(
  deps: GovernedDeps,
  { kind, answer }: ReferenceContract<S, Body>,
): Pick<ReferenceActs<Body>, 'describe' | 'change'> {
  const find = (tx: Tx, { params, actor }: Asked<unknown, unknown>): Promise<Subject<S>> =>
    findSubject(tx, kind, { key: keyIn(params), grant: actor.grant });
  const fresh = async (entry: Governed, asked: Asked<unknown, unknown>): Promise<Subject<S>> => {
    const subject = await find(entry.tx, asked);
    if (asked.ifMatch !== undefined) refuseStale(asked.ifMatch, subject.logIndex);
    return subject;
  };
  const agencies = async (tx: Tx, asked: Asked<unknown, unknown>): Promise<readonly string[]> =>
    kind.agency === null ? [] : agencyIn(kind, (await find(tx, asked)).state);
  const answered = (subject: Subject<S>, actor: Actor): Answered<200, Body> => ({
    status: 200,
    etag: etagOf(subject.logIndex),
    body: answer(subject, actor),
  });
  return {
    describe: {
      agencies,
      act: async (entry, asked) => {
        const subject = await fresh(entry, asked);
        const how = { subject, changes: asked.body, ...contextOf(entry, deps, asked.actor) };
        return answered(await describeSubject(entry, kind, how), asked.actor);
      },
    },
    change: {
      agencies,
      act: async (entry, asked) => {
        const subject = await fresh(entry, asked);
        const how = { subject, ...asked.body, ...contextOf(entry, deps, asked.actor) };
        return answered(await changeSubject(entry, kind, how), asked.actor);
      },
    },
  };
}

function importAct<S extends object, Body>(
  deps: GovernedDeps,
  { kind, creation }: ReferenceContract<S, Body>,
): ImportAct {
  const columns = columnsOf(kind);
  const check = rowChecker(creation);
  const shape = { hasIds: kind.idPrefix !== undefined };
  // Read once for each request, and before the log's head is taken: everybody waits for that.
  const read = new WeakMap<Buffer, readonly CsvRow[]>();
  const rowsOf = ({ body, query, contentType, language }: Asked<ImportQuery, Buffer>): readonly CsvRow[] => {
    const rows =
      read.get(body) ?? bodiesOfCsv(textOfFile(body, query.encoding, contentType), { columns, check, language });
    read.set(body, rows);
    return rows;
  };
  const bodiesOf = (asked: Asked<ImportQuery, Buffer>): readonly object[] =>
    rowsOf(asked).flatMap(({ errors, body }) => (errors.length === 0 ? [body] : []));
  return {
    check: (asked) => void rowsOf(asked),
    agencies: async (_tx, asked) => [...new Set(bodiesOf(asked).flatMap((body) => agencyIn(kind, body)))],
    preview: async (tx, asked) => {
      const context = contextOf({ on: dayOf(deps.clock()) }, deps, asked.actor);
      const outcomes = await planImport(tx, kind, { bodies: bodiesOf(asked), ...context });
      const body = importAnswer(rowsOf(asked), outcomes, { ...shape, dryRun: true, language: asked.language });
      return { status: 200, body };
    },
    act: async (entry, asked) => {
      const outcomes = await importSubjects(entry, kind, {
        bodies: bodiesOf(asked),
        ...contextOf(entry, deps, asked.actor),
      });
      const body = importAnswer(rowsOf(asked), outcomes, { ...shape, dryRun: false, language: asked.language });
      return { status: 200, body };
    },
  };
}
