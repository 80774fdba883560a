import type { LongAct, ReachOfAct } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { etagOf, refuseStale } from '../http/etag.ts';
import type { Actor, Language } from '../kernel/index.ts';
import type { Governed, GovernedDeps } from '../log/index.ts';
import { fileOwner, type OwnedFile } from '../tables/index.ts';
import { changeOfKind, createOfKind, describeOfKind } from './change-of-kind.ts';
import { validateCsv } from './csv-import.ts';
import { findOfKind } from './find-of-kind.ts';
import { columnsOf, type ReferenceImport, referenceImport } from './reference-import-routes.ts';
import type { ReferenceRecord } from './reference-kind.ts';
import {
  contextOf,
  type Event,
  type ImportQuery,
  keyIn,
  type PathKey,
  type ReferenceContract,
} from './reference-routes.ts';
import type { RecordedKind } from './write-of-kind.ts';

interface KindRequest<Query, Body> {
  readonly actor: Actor;
  readonly params: PathKey;
  readonly query: Query;
  readonly body: Body;
  readonly contentType?: string | undefined;
  readonly ifMatch: number | undefined;
  readonly language: Language;
}

interface KindAnswer<Status extends number, Body> {
  readonly status: Status;
  readonly etag: string;
  readonly location?: string;
  readonly body: Body;
}

interface ReferenceAct<Query, Body, Answer> {
  readonly reach: ReachOfAct;
  readonly act: (entry: Governed, asked: KindRequest<Query, Body>) => Promise<Answer>;
  readonly agencies: (tx: Tx, asked: KindRequest<Query, Body>) => Promise<readonly string[]>;
}

/** What is done to reference data that takes two people. A routes file gives the acts their names in the contract. */
export interface ReferenceActs<Body> {
  readonly create: ReferenceAct<unknown, object, KindAnswer<201, Body>>;
  readonly describe: ReferenceAct<unknown, object, KindAnswer<200, Body>>;
  readonly change: ReferenceAct<unknown, Event, KindAnswer<200, Body>>;
  readonly import: LongAct<KindRequest<ImportQuery, Buffer>>;
}

export function referenceActs<S extends object, Body>(
  deps: GovernedDeps,
  contract: ReferenceContract<S, Body>,
  { reach }: ReachTerms,
): ReferenceActs<Body> {
  const { kind, path, answer } = contract;
  return {
    create: {
      reach,
      agencies: async (_tx, { body }) => agencyIn(kind, body),
      act: async (entry, { actor, body }) => {
        const subject = await createOfKind(entry, kind, { body, ...contextOf(entry, deps, actor) });
        const location = `${path}/${encodeURIComponent(subject.key)}`;
        return { status: 201, etag: etagOf(subject.logIndex), location, body: answer(subject, actor) };
      },
    },
    ...changingActs(deps, contract, { reach }),
    import: { reach, ...importAct(deps, contract) },
  };
}

interface ReachTerms {
  readonly reach: ReachOfAct;
}

/** The agency that a body or a state names, where things of this kind belong to one. */
function agencyIn<S extends object>({ agency }: RecordedKind<S>, stated: object): readonly string[] {
  const code: unknown = agency === null ? undefined : new Map<string, unknown>(Object.entries(stated)).get(agency);
  return typeof code === 'string' ? [code] : [];
}

function changingActs<S extends object, Body>(
  deps: GovernedDeps,
  { kind, answer }: ReferenceContract<S, Body>,
  { reach }: ReachTerms,
): Pick<ReferenceActs<Body>, 'describe' | 'change'> {
  const find = (tx: Tx, { params, actor }: KindRequest<unknown, unknown>): Promise<ReferenceRecord<S>> =>
    findOfKind(tx, kind, { key: keyIn(params), grant: actor.grant });
  const fresh = async (entry: Governed, asked: KindRequest<unknown, unknown>): Promise<ReferenceRecord<S>> => {
    const subject = await find(entry.tx, asked);
    if (asked.ifMatch !== undefined) refuseStale(asked.ifMatch, subject.logIndex);
    return subject;
  };
  const agencies = async (tx: Tx, asked: KindRequest<unknown, unknown>): Promise<readonly string[]> =>
    kind.agency === null ? [] : agencyIn(kind, (await find(tx, asked)).state);
  const answered = (subject: ReferenceRecord<S>, actor: Actor): KindAnswer<200, Body> => ({
    status: 200,
    etag: etagOf(subject.logIndex),
    body: answer(subject, actor),
  });
  return {
    describe: {
      reach,
      agencies,
      act: async (entry, asked) => {
        const subject = await fresh(entry, asked);
        const how = { subject, changes: asked.body, ...contextOf(entry, deps, asked.actor) };
        return answered(await describeOfKind(entry, kind, how), asked.actor);
      },
    },
    change: {
      reach,
      agencies,
      act: async (entry, asked) => {
        const subject = await fresh(entry, asked);
        const how = { subject, ...asked.body, ...contextOf(entry, deps, asked.actor) };
        return answered(await changeOfKind(entry, kind, how), asked.actor);
      },
    },
  };
}

function importAct<S extends object, Body>(
  deps: GovernedDeps,
  contract: ReferenceContract<S, Body>,
): Omit<LongAct<KindRequest<ImportQuery, Buffer>>, 'reach'> {
  const { kind } = contract;
  const columns = columnsOf(kind);
  // Read as a whole once for each request, and before the log's head is taken: everybody waits for that.
  const counted = new WeakMap<Buffer, Promise<number>>();
  const rowsOf = (asked: KindRequest<ImportQuery, Buffer>): Promise<number> => {
    const rows = counted.get(asked.body) ?? validateCsv(fileIn(asked), columns);
    counted.set(asked.body, rows);
    return rows;
  };
  const importOf = async (asked: KindRequest<ImportQuery, Buffer>): Promise<ReferenceImport> => {
    const { actor, language } = asked;
    return referenceImport(deps, contract, { file: fileIn(asked), rows: await rowsOf(asked), actor, language });
  };
  return {
    check: async (asked) => void (await rowsOf(asked)),
    steps: async function* (asked, done) {
      yield* (await importOf(asked)).steps(done);
    },
    trial: async function* (asked) {
      yield* (await importOf(asked)).trial();
    },
  };
}

function fileIn({ body: bytes, query, contentType, actor }: KindRequest<ImportQuery, Buffer>): OwnedFile {
  return { bytes, encoding: query.encoding, contentType, owner: fileOwner(actor.grant) };
}
