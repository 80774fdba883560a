import { answerOnce } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { languageOf } from '../http/language.ts';
import { limitOf, type PageQuery, pageEnding, textCursorOf } from '../http/paging.ts';
import { type Actor, canonicalJson, digestOf } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../log/index.ts';
import { fileOwner } from '../tables/index.ts';
import { changeOfKind, createOfKind, describeOfKind } from './change-of-kind.ts';
import { validateCsv } from './csv-import.ts';
import { findOfKind, findOfKindAsOf, listOfKind } from './find-of-kind.ts';
import { importAtOnce, tryImport } from './long-act-routes.ts';
import { columnsOf, referenceImport } from './reference-import-routes.ts';
import type { ReferenceRecord } from './reference-kind.ts';
import type { RecordedKind, RecordingContext } from './write-of-kind.ts';

/** How a kind of reference data meets HTTP. */
export interface ReferenceContract<S extends object, Body> {
  readonly kind: RecordedKind<S>;
  /** Where its things are found: `/v1/agencies`. */
  readonly path: string;
  /** The name of the schema of a creating body, by which rows of an import are checked as well. */
  readonly creation: string;
  readonly answer: (subject: ReferenceRecord<S>, actor: Actor) => Body;
}

/** What the handlers need of a request, whatever its operation. */
interface KindRequest<Path, Query, Body> {
  readonly params: Path;
  readonly query: Query;
  readonly body: Body;
  get(name: string): string | undefined;
}

interface KindResponse<Status extends number, Body> {
  status(status: Status): Answer<Body>;
}

interface Answer<Body> {
  set(header: 'ETag' | 'Location', value: string): Answer<Body>;
  json(body: Body): unknown;
  type(contentType: 'application/json'): { send(text: string): unknown };
}

export type PathKey = Readonly<Record<string, string>>;

export interface Event {
  readonly effectiveOn: string;
  readonly reason: string;
  readonly changes: object;
}

export interface ImportQuery {
  readonly dryRun?: boolean;
  readonly encoding?: string;
}

/** The six operations that every kind of reference data has. A routes file gives them their names in the contract. */
export interface ReferenceHandlers<Body> {
  readonly create: (req: KindRequest<unknown, unknown, object>, res: KindResponse<201, Body>) => Promise<void>;
  readonly list: (req: KindRequest<unknown, PageQuery, unknown>, res: KindResponse<200, PageOf<Body>>) => Promise<void>;
  readonly get: (
    req: KindRequest<PathKey, { readonly asOf?: number }, unknown>,
    res: KindResponse<200, Body>,
  ) => Promise<void>;
  readonly describe: (req: KindRequest<PathKey, unknown, object>, res: KindResponse<200, Body>) => Promise<void>;
  readonly change: (req: KindRequest<PathKey, unknown, Event>, res: KindResponse<200, Body>) => Promise<void>;
  readonly import: (req: KindRequest<unknown, ImportQuery, Buffer>, res: KindResponse<200, unknown>) => Promise<void>;
}

interface PageOf<Body> {
  readonly items: readonly Body[];
  readonly next: string | null;
}

export function referenceRoutes<S extends object, Body>(
  db: Database,
  deps: GovernedDeps,
  contract: ReferenceContract<S, Body>,
): ReferenceHandlers<Body> {
  return {
    ...referenceReads(db, contract),
    ...writingRoutes(db, deps, contract),
    import: importRoute(db, deps, contract),
  };
}

/** Those that only read, for whoever has nothing to write with. */
export function referenceReads<S extends object, Body>(
  db: Database,
  { kind, answer }: Pick<ReferenceContract<S, Body>, 'kind' | 'answer'>,
): Pick<ReferenceHandlers<Body>, 'list' | 'get'> {
  return {
    list: async (req, res) => {
      const actor = actorOf(req);
      const limit = limitOf(req.query);
      const question = { query: { ...req.query }, grant: actor.grant, after: textCursorOf(req.query), limit };
      const { records, next } = await inSnapshot(db, (tx) => listOfKind(tx, kind, question));
      const items = records.map((subject) => answer(subject, actor));
      res.status(200).json(pageEnding(items, next));
    },
    get: async (req, res) => {
      const actor = actorOf(req);
      const which = { key: keyIn(req.params), grant: actor.grant };
      const { asOf } = req.query;
      const subject = await inSnapshot(db, (tx) =>
        asOf === undefined ? findOfKind(tx, kind, which) : findOfKindAsOf(tx, kind, { ...which, asOf }),
      );
      res.status(200).set('ETag', etagOf(subject.logIndex)).json(answer(subject, actor));
    },
  };
}

/** Every path of one thing has one parameter, called `code`, `id`, `number` or `creditCode`. */
export function keyIn(params: PathKey): string {
  return Object.values(params)[0] ?? '';
}

function writingRoutes<S extends object, Body>(
  db: Database,
  deps: GovernedDeps,
  { kind, path, answer }: ReferenceContract<S, Body>,
): Pick<ReferenceHandlers<Body>, 'create' | 'describe' | 'change'> {
  const found = async (
    entry: Governed,
    req: KindRequest<PathKey, unknown, unknown>,
    expected: number,
  ): Promise<ReferenceRecord<S>> => {
    const subject = await findOfKind(entry.tx, kind, { key: keyIn(req.params), grant: actorOf(req).grant });
    refuseStale(expected, subject.logIndex);
    return subject;
  };
  const changing = async (
    req: KindRequest<PathKey, unknown, unknown>,
    res: KindResponse<200, Body>,
    act: (entry: Governed, subject: ReferenceRecord<S>) => Promise<ReferenceRecord<S>>,
  ): Promise<void> => {
    const expected = requireIfMatch(req);
    const subject = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => act(entry, await found(entry, req, expected))),
    );
    res
      .status(200)
      .set('ETag', etagOf(subject.logIndex))
      .json(answer(subject, actorOf(req)));
  };

  return {
    create: async (req, res) => {
      const actor = actorOf(req);
      const subject = await inTransaction(db, (tx) =>
        governed(tx, deps, (entry) =>
          createOnce(entry, kind, { body: req.body, ...contextOf(entry, deps, actor), key: idempotencyKeyOf(req) }),
        ),
      );
      const location = `${path}/${encodeURIComponent(subject.key)}`;
      res.status(201).set('ETag', etagOf(subject.logIndex)).set('Location', location).json(answer(subject, actor));
    },
    describe: (req, res) =>
      changing(req, res, (entry, subject) =>
        describeOfKind(entry, kind, { subject, changes: req.body, ...contextOf(entry, deps, actorOf(req)) }),
      ),
    change: (req, res) =>
      changing(req, res, (entry, subject) =>
        changeOfKind(entry, kind, { subject, ...req.body, ...contextOf(entry, deps, actorOf(req)) }),
      ),
  };
}

interface Creation extends RecordingContext {
  readonly body: object;
  /** The caller's `Idempotency-Key`. */
  readonly key: string | undefined;
}

/**
 * Makes a thing, or answers what the same key has made before. Only which leaf made it is remembered: what it said is
 * read from the log again, so that a name which must be erasable is kept in no second place.
 */
async function createOnce<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { body, key, ...context }: Creation,
): Promise<ReferenceRecord<S>> {
  const { actor } = context;
  let made: ReferenceRecord<S> | undefined;
  const asking = { operation: `create ${kind.type}`, actor, key, inputDigest: digestOf(canonicalJson(body)) };
  const remembered = await answerOnce<CreatedRecord>(entry, asking, async () => {
    made = await createOfKind(entry, kind, { body, ...context });
    return { status: 201, body: { key: made.key, logIndex: made.logIndex } };
  });
  const { key: subjectKey, logIndex } = remembered.body;
  return made ?? findOfKindAsOf(entry.tx, kind, { key: subjectKey, grant: actor.grant, asOf: logIndex });
}

interface CreatedRecord {
  readonly key: string;
  readonly logIndex: number;
}

export function contextOf({ on }: Pick<Governed, 'on'>, { newId }: GovernedDeps, actor: Actor): RecordingContext {
  return { actor, on, newId };
}

function importRoute<S extends object, Body>(
  db: Database,
  deps: GovernedDeps,
  contract: ReferenceContract<S, Body>,
): ReferenceHandlers<Body>['import'] {
  const columns = columnsOf(contract.kind);
  const operation = `import ${contract.kind.type}`;
  return async (req, res) => {
    const actor = actorOf(req);
    const { dryRun = false, encoding } = req.query;
    const file = { bytes: req.body, encoding, contentType: req.get('content-type'), owner: fileOwner(actor.grant) };
    const language = languageOf(req.get('accept-language'));
    const { steps, trial } = referenceImport(deps, contract, {
      ...{ file, actor, language },
      rows: await validateCsv(file, columns),
    });
    const answer = dryRun
      ? await tryImport({ db }, trial())
      : await importAtOnce({ db, deps }, { operation, file: file.bytes, actor, steps: steps() });
    const { text = () => JSON.stringify(answer.body) } = answer;
    res.status(200).type('application/json').send(text());
  };
}
