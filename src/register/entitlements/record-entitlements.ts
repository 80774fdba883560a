import type { Tx } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import {
  freezeAsOf,
  frozenJudge,
  journalMoves,
  type LeafMoves,
  type Move,
  moveUnits,
  withFreezes,
} from '../../ledger/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  periodProblems,
  type RecordedKind,
  type RecordedState,
  type StoredRow,
} from '../../reference/index.ts';
import {
  agenciesOfDevices,
  closeUndertaking,
  countersOfEntitlementAsOf,
  listUndertakings,
  placedSeatsOf,
  reopenUndertaking,
  setSeats,
  type Undertaking,
} from '../register-repository.ts';
import { deliveredBy, ENTITLEMENT, type Entitlement, movesOfSeats, seatsInHand } from './entitlement.ts';
import { askedProofs, freedProofs } from './entitlement-proofs.ts';
import { fileJudge, proofJudge } from './validate-proofs.ts';
import { type LoggedUse, writeProofs } from './write-proofs.ts';

/** Entitlements as they are recorded: their seats come in as moves, and what they deliver closes an undertaking. */
export const ENTITLEMENTS: RecordedKind<Entitlement> = {
  ...ENTITLEMENT,
  judge: () => {
    const devices = new Map<string, string>();
    const undertakings = new Map<string, Undertaking>();
    const proofs = proofJudge();
    const files = fileJudge();
    const frozen = frozenJudge<Draft<Entitlement>>('entitlement', { field: 'seats', isMoved });
    return {
      readFor: async (tx, drafts) => {
        const bound = drafts.flatMap(({ after }) => after.boundDevice ?? []);
        const closed = drafts.flatMap(({ after }) => after.closesUndertaking ?? []);
        for (const [id, agencyCode] of await agenciesOfDevices(tx, bound)) devices.set(id, agencyCode);
        for (const [id, undertaking] of await listUndertakings(tx, closed)) {
          // What a row before has closed is not open again because the database does not know it yet.
          if (!undertakings.has(id)) undertakings.set(id, undertaking);
        }
        await proofs.readFor(tx, drafts.flatMap(askedProofs));
        await files.readFor(
          tx,
          drafts.map(({ after }) => after),
        );
        await frozen.readFor(tx, drafts);
      },
      problemsOf: (draft) => [
        ...askedProofs(draft).flatMap((use) => proofs.problemOf(use) ?? []),
        ...(isAsked(draft, ['evidence']) ? files.problemsOf(draft.after) : []),
        ...frozen.problemsOf(draft),
        ...seatProblems(draft),
        ...periodProblems(ENTITLEMENT, {
          from: draft.after.validFrom,
          until: draft.after.validUntil,
          field: 'validUntil',
        }),
        ...(isAsked(draft, ['boundDevice']) ? deviceProblems(draft.after, devices) : []),
        ...(isAsked(draft, DELIVERY) ? undertakingProblems(draft, undertakings) : []),
      ],
      take: (draft) => {
        const { key, after } = draft;
        const { closesUndertaking } = after;
        for (const use of askedProofs(draft)) proofs.take(use);
        const undertaking = closesUndertaking === null ? undefined : undertakings.get(closesUndertaking);
        if (undertaking) undertakings.set(undertaking.id, { ...undertaking, state: 'closed', closedBy: key });
      },
    };
  },
  movesOf,
  notesOf: (draft) => {
    const proofs = loggedProofs(draft);
    return proofs.length > 0 ? { proofs } : {};
  },
  openingCounters: ({ after }) => ({ seats: after.seats }),
  write: async ({ tx }, recorded, actor) => {
    await writeSeats(tx, recorded, actor.keyId);
    await writeProofs(
      tx,
      recorded.map((draft) => ({ logIndex: draft.logIndex, proofs: loggedProofs(draft) })),
    );
    for (const each of recorded) await settleUndertakings(tx, each);
  },
  completeRows: async (tx, rows) =>
    withFreezes(tx, { kind: 'entitlement', key: 'id', rows: await withPlaced(tx, rows) }),
  countersAsOf: async (tx, id, asOf) => ({
    ...(await countersOfEntitlementAsOf(tx, id, asOf)),
    ...(await freezeAsOf(tx, { accountKind: 'entitlement', account: id }, asOf)),
  }),
};

async function withPlaced(tx: Tx, rows: readonly StoredRow[]): Promise<readonly StoredRow[]> {
  const placed = await placedSeatsOf(
    tx,
    rows.filter((row) => Number(row.installed_seats) > 0).map((row) => String(row.id)),
  );
  return rows.map((row) => ({ ...row, placed_seats: placed.get(String(row.id)) ?? 0 }));
}

const DELIVERY = ['closesUndertaking', 'category', 'seats', 'standing'] as const;

/** Only what is new or different is asked about: what was right once must not stop a change of something else. */
function isAsked({ before, after }: Draft<Entitlement>, fields: readonly (keyof Entitlement)[]): boolean {
  return fields.some((field) => before?.state[field] !== after[field]);
}

function seatProblems({ before, after }: Draft<Entitlement>): readonly DraftProblem[] {
  const at = { kind: 'unprocessable', field: 'seats' } as const;
  const { seats, site, channel } = after;
  if (seats === null) {
    if (site !== null || channel === 'site') return [];
    const message = text('只有场地授权可以不限数量。', 'Only a site licence may have unlimited seats.');
    return [{ ...at, code: 'entitlement.seats', text: message }];
  }
  if (before === null || seats >= seatsInHand(before)) return [];
  const message = text('数量不能少于已占用和已分配之和。', 'There cannot be fewer seats than are held and allocated.');
  return [{ ...at, code: 'entitlement.overdrawn', text: message }];
}

function deviceProblems(
  { agencyCode, boundDevice }: Entitlement,
  devices: ReadonlyMap<string, string>,
): readonly DraftProblem[] {
  if (boundDevice === null || devices.get(boundDevice) === agencyCode) return [];
  const message = text('该单位没有此设备。', 'The agency has no such device.');
  return [{ kind: 'unprocessable', code: 'entitlement.bound_device', field: 'boundDevice', text: message }];
}

/** What it is said to deliver must be its own agency's, of its category, open (or closed by it), and no more than it has. */
function undertakingProblems(
  { key, after }: Draft<Entitlement>,
  undertakings: ReadonlyMap<string, Undertaking>,
): readonly DraftProblem[] {
  const { agencyCode, category, closesUndertaking, seats } = after;
  if (closesUndertaking === null) return [];
  const at = { kind: 'unprocessable', code: 'entitlement.undertaking', field: 'closesUndertaking' } as const;
  const undertaking = undertakings.get(closesUndertaking);
  if (undertaking?.agencyCode !== agencyCode || undertaking.category !== category) {
    return [
      { ...at, text: text('该单位没有此类软件的该项承诺。', 'The agency has no such undertaking for this category.') },
    ];
  }
  if (undertaking.state !== 'open' && undertaking.closedBy !== key) {
    return [{ ...at, text: text('该项承诺已了结。', 'The undertaking is closed already.') }];
  }
  if (seats === null || seats >= undertaking.seats) return [];
  const message = text(
    `授权数量不足以了结该项承诺（需 ${undertaking.seats}）。`,
    `The undertaking is for ${undertaking.seats} seats.`,
  );
  return [{ ...at, text: message }];
}

/** A new entitlement has no account yet that could be frozen. */
function isMoved(draft: Draft<Entitlement>): boolean {
  return draft.before !== null && movesOf(draft).length > 0;
}

/** How many seats a paper covers is read off the paper each time; what was counted is for the log. */
function loggedProofs(draft: Draft<Entitlement>): readonly LoggedUse[] {
  return [...freedProofs(draft), ...askedProofs(draft)].map(({ covers: _covers, ...use }) => use);
}

function movesOf({ key, before, after }: Draft<Entitlement>): readonly Move[] {
  return movesOfSeats(key, before?.state ?? null, after);
}

/**
 * Moves the seats; those of new rows stand in them already. Where they become unlimited, or are counted from now on, the
 * count is null meanwhile: the database would otherwise see less seats than are held for a moment, and refuse.
 */
async function writeSeats(
  tx: GovernedTx,
  recorded: readonly RecordedState<Entitlement>[],
  keyId: string,
): Promise<void> {
  const turned = recorded.filter(
    ({ before, after }) => before && (before.state.seats === null) !== (after.seats === null),
  );
  for (const { key } of turned) await setSeats(tx, key, null);
  const movesBy = (drafts: readonly RecordedState<Entitlement>[]): readonly LeafMoves[] =>
    drafts
      .map((draft): LeafMoves => ({ logIndex: draft.logIndex, keyId, moves: movesOf(draft) }))
      .filter(({ moves }) => moves.length > 0);
  await journalMoves(tx, movesBy(recorded.filter(({ before }) => before === null)));
  await moveUnits(tx, movesBy(recorded.filter(({ before }) => before !== null)));
  for (const { key, after } of turned) await setSeats(tx, key, after.seats);
}

/** A verified entitlement closes what it delivers; one that is no longer so opens it again. */
async function settleUndertakings(
  tx: GovernedTx,
  { key, before, after, logIndex }: RecordedState<Entitlement>,
): Promise<void> {
  const delivered = deliveredBy(before?.state);
  const delivers = deliveredBy(after);
  if (delivered === delivers) return;
  if (delivered !== null) await reopenUndertaking(tx, { id: delivered, entitlementId: key, logIndex });
  if (delivers !== null) await closeUndertaking(tx, { id: delivers, entitlementId: key, logIndex });
}
