import { findActor } from '../../src/access/find-actor.ts';
import { hashOfSecret } from '../../src/access/index.ts';
import { type Engine, inSnapshot } from '../../src/db/index.ts';
import type { Actor } from '../../src/kernel/index.ts';
import type { OrderAct } from '../../src/orders/act.ts';
import { type FaultyDatabase, injectFaults } from '../faults/database-faults.ts';
import { type Caller, type Gate, type GateChoice, startGate, testClock } from '../support/gate.ts';
import { openAgency } from './open-agency.ts';
import { YEAR } from './steps.ts';
import type { Agency, ExpectedResult, World } from './world.ts';

/** A person at work: how the gate knows him, and the key that he asks with. */
export interface Person {
  readonly actor: Actor;
  readonly caller: Caller;
}

/** A gate, the world that it should be like, and the people who act on both. */
export interface Desk {
  readonly gate: Gate;
  readonly world: World;
  readonly faults: FaultyDatabase;
  readonly officers: ReadonlyMap<string, readonly Person[]>;
  /** Who accepts what the officers of an agency bought. */
  readonly approvers: ReadonlyMap<string, Person>;
  readonly bureaus: Readonly<Record<'finance' | 'legalization-office', readonly Person[]>>;
  /** One that reaches the agencies, and one of another region. */
  readonly platforms: readonly Person[];
  /** The decisions whose certificates the platforms have, by order and revision. */
  readonly certificates: Map<string, string>;
  /** Each order's id, and its tag and version as callers have seen them last. */
  readonly seen: Map<string, SeenOrder>;
  /** Lines whose contracts stay when the year is closed. */
  readonly keptOpen: readonly string[];
  /** Acts that were answered, which may be sent again. */
  readonly done: AnsweredAct[];
}

export interface SeenOrder {
  readonly id: string;
  readonly logIndex: number;
  readonly version: number;
}

/** An act that was answered: sent again, it is answered the same and does nothing. */
export interface AnsweredAct {
  readonly reference: string;
  readonly agency: string;
  readonly asked: OrderAct;
  readonly expected: ExpectedResult;
}

const CLEARANCE_DAYS = 10;
const REFERRAL_DAYS = 5;
const DAY_MS = 86_400_000;
const START = '2026-01-05T01:00:00.000Z';
/** What is special about each agency when its year is closed. */
const PECULIARITIES = ['no-next-software-line', 'keeps-open', 'none', 'none'] as const;

/** Opens a gate with agencies that have rather too little money, and people for all that can be done. */
export async function openDesk(engine: Engine, more: GateChoice['env'] = {}): Promise<Desk> {
  const env = { GATE_CLEARANCE_DAYS: String(CLEARANCE_DAYS), GATE_REFERRAL_DAYS: String(REFERRAL_DAYS), ...more };
  const gate = await startGate({ engine, env, clock: testClock(START) });
  const world = emptyWorld();
  const officers = new Map<string, readonly Person[]>();
  const approvers = new Map<string, Person>();
  const agencies: Agency[] = [];
  const keptOpen: string[] = [];
  for (const peculiarity of PECULIARITIES) {
    const agency = await openAgency(gate, world, peculiarity);
    agencies.push(agency);
    if (peculiarity === 'keeps-open') keptOpen.push(...(agency.purses.get(YEAR)?.hardware.slice(0, 1) ?? []));
    const grant = { agencies: [agency.code] };
    officers.set(agency.code, [
      await personOf(gate, await gate.as('procurement-officer', { grant, who: 'first' })),
      await personOf(gate, await gate.as('procurement-officer', { grant, who: 'second' })),
    ]);
    approvers.set(agency.code, await personOf(gate, await gate.as('agency-approver', { grant })));
  }
  return {
    ...{
      gate,
      officers,
      approvers,
      keptOpen,
      faults: injectFaults(gate.db),
      seen: new Map(),
      done: [],
      certificates: new Map(),
    },
    world: { ...world, agencies },
    bureaus: {
      finance: await bureauOf(gate, 'finance', 3),
      'legalization-office': await bureauOf(gate, 'legalization-office', 2),
    },
    platforms: [
      await personOf(gate, await gate.as('platform', { grant: { region: '420000' } })),
      await personOf(gate, await gate.as('platform', { grant: { region: '510000' } })),
    ],
  };
}

function emptyWorld(): World {
  return {
    ...{ now: Date.parse(START), agencies: [], lines: new Map(), entitlements: new Map(), orders: new Map() },
    ...{
      proposals: [],
      closedYears: new Set(),
      touched: { accounts: new Set(), orders: new Set() },
      happened: new Map(),
    },
    ...{ clearanceMs: CLEARANCE_DAYS * DAY_MS, referralMs: REFERRAL_DAYS * DAY_MS },
  };
}

async function bureauOf(
  gate: Gate,
  role: 'finance' | 'legalization-office',
  people: number,
): Promise<readonly Person[]> {
  const bureau: Person[] = [];
  for (let index = 0; index < people; index += 1) {
    bureau.push(await personOf(gate, await gate.as(role, { grant: { region: '421000' }, who: `${index}` })));
  }
  return bureau;
}

async function personOf({ db }: Gate, caller: Caller): Promise<Person> {
  const found = await inSnapshot(db, (tx) => findActor(tx, hashOfSecret(caller.secret ?? '')));
  if (!found) throw new Error('the gate does not know a person of the test');
  return { actor: found.actor, caller };
}
