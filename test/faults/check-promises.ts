import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { inSnapshot, openDatabase } from '../../src/db/index.ts';
import {
  allProjections,
  describeReconciliationFault,
  parseLeaf,
  reconcileGate,
  rederiveAll,
} from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { read } from './ask.ts';
import type { AcknowledgedRequest, LoadParts, Notebook } from './order-load.ts';

const READERS = 8;

/** What was acknowledged and is not as it was told. */
export interface BrokenPromises {
  /** Paths where nothing is any more. */
  readonly lost: readonly string[];
  readonly changed: readonly ChangedPromise[];
}

interface ChangedPromise {
  readonly path: string;
  readonly told: unknown;
  readonly found: unknown;
}

type PromiseParts = Pick<LoadParts, 'url' | 'key'> & { readonly since: number };

/** Reads back what was acknowledged: each decision as it was answered, and each order as its last answer showed it. */
export async function findBrokenPromises(notebook: Notebook, parts: PromiseParts): Promise<BrokenPromises> {
  const lost: string[] = [];
  const changed: ChangedPromise[] = [];
  await inParallel(promisesIn(notebook, parts.since), async ({ path, told, kind }) => {
    const found = await read(parts.url, parts.key, path);
    if (found.status === 404) lost.push(path);
    else if (!isDeepStrictEqual(kind === 'decision' ? withoutActor(found) : found, { status: 200, body: told }))
      changed.push({ path, told, found });
  });
  return { lost, changed };
}

const SHOWN_MAX = 5;

export async function checkPromises(notebook: Notebook, parts: PromiseParts): Promise<void> {
  const { lost, changed } = await findBrokenPromises(notebook, parts);
  assert.deepEqual(lost.slice(0, SHOWN_MAX), [], `${lost.length} that were acknowledged are lost`);
  const [found, told] = [changed.map((one) => one.found), changed.map((one) => ({ status: 200, body: one.told }))];
  assert.deepEqual(found.slice(0, SHOWN_MAX), told.slice(0, SHOWN_MAX), `${changed.length} are not as they were told`);
}

interface Promised {
  readonly kind: 'decision' | 'order';
  readonly path: string;
  readonly told: unknown;
}

function promisesIn({ acknowledged, orders }: Notebook, since: number): readonly Promised[] {
  const decisions = acknowledged.slice(since).flatMap(({ answer }): readonly Promised[] => {
    const told = withoutCertificate(answer.body.decision);
    return told ? [{ kind: 'decision', path: `/v1/decisions/${told.id}`, told }] : [];
  });
  const touched = [...new Set(acknowledged.slice(since).map(({ asked }) => asked.reference))];
  return [
    ...decisions,
    ...touched.map((reference): Promised => {
      const order = orders.get(reference)?.body.order;
      return { kind: 'order', path: `/v1/orders/${order?.id}`, told: order };
    }),
  ];
}

/** Reading a decision tells who acted as well, which the answer to that very person does not. */
function withoutActor(found: { readonly status: number; readonly body: unknown }): unknown {
  const { actedBy, ...body } = found.body as { readonly actedBy?: unknown };
  return actedBy ? { ...found, body } : undefined;
}

/** The same reference once more gets the decision that was acknowledged, however the order has gone on since. */
export async function checkRecall({ acknowledged }: Notebook, { url, key, since }: PromiseParts): Promise<void> {
  const submitted = acknowledged.slice(since).filter(({ asked }) => asked.kind === 'submit');
  await inParallel(submitted.slice(-RECALLED_MAX), async ({ asked, answer }: AcknowledgedRequest) => {
    const again = await fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(asked.body),
    });
    const { decision } = (await again.json()) as AcknowledgedRequest['answer']['body'];
    const before = withoutCertificate(answer.body.decision);
    assert.deepEqual(
      { status: again.status, decision: withoutCertificate(decision) },
      { status: 200, decision: before },
    );
  });
}

/** What a decision said stays; its certificate ends when the order goes on, and reading the decision does not give it. */
function withoutCertificate<D extends object>(decision: D | undefined): D | undefined {
  return decision && { ...decision, certificate: null };
}

const RECALLED_MAX = 50;

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = list.values();
  const worker = async (): Promise<void> => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: READERS }, worker));
}

export interface Agreement {
  readonly leaves: number;
  readonly moves: number;
  readonly orders: number;
  /** Derived anew along all three arrows; null when that was not asked for. */
  readonly rederived: number | null;
}

/** What `gate verify`, `gate reconcile` and `gate rederive --all` find, on a gate that nobody uses at this moment. */
export async function checkAgreement(
  databaseUrl: string,
  { rederive }: { readonly rederive: boolean },
): Promise<Agreement> {
  const db = openDatabase(databaseUrl);
  try {
    const projections = await allProjections();
    const verified = await inSnapshot(db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
    assert.deepEqual(
      { faults: verified.faults, differences: verified.differences },
      { faults: [], differences: [] },
      'gate verify finds something',
    );
    const reconciled = await inSnapshot(db, reconcileGate);
    assert.deepEqual(reconciled.unreconciled.map(describeReconciliationFault), [], 'gate reconcile finds something');
    const derived = rederive ? await rederiveAll(db) : undefined;
    assert.deepEqual(derived?.differences ?? [], [], 'gate rederive --all finds something');
    const { moves, orders } = reconciled;
    return { leaves: verified.leaves, moves, orders, rederived: derived?.decisions ?? null };
  } finally {
    await db.close();
  }
}
