import assert from 'node:assert/strict';
import { type AccessRule, readAccessRule } from '../../src/access/index.ts';
import { type Engine, refreshStatistics } from '../../src/db/index.ts';
import { gateContract, type Operation } from '../../src/http/contract/contract.ts';
import type { Grant, Role } from '../../src/kernel/index.ts';
import { pathFor, type Target, targetIn } from '../access/targets.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { IS_LONG } from '../support/long.ts';
import { openOffice } from '../support/office.ts';
import { FILLED_AGENCIES, fillLists } from './filled-lists.ts';
import { filterValues } from './filter-values.ts';

const ROWS = 300;

/** Few everywhere, or worked out of what is read for it: no table has these lists as they are shown. */
const NOT_READ_IN_ORDER: Readonly<Record<string, string>> = {
  listFiscalYears: 'a row a year',
  listPolicyParameters: 'parts of one rule set',
  listPublishers: 'the names on a thousand products',
  listAlerts: 'worked out for the day',
  listSecurityAlerts: 'worked out for the moment',
  listLicenceShortfalls: 'worked out for the day',
  listSessions: 'those of one person, who has few',
};

const LISTS = gateContract().operations.filter(
  ({ id, method, parameters }) =>
    method === 'GET' &&
    /^list|^explainBudgetLineBalance$/.test(id) &&
    parameters.some(({ name }) => name === 'after') &&
    NOT_READ_IN_ORDER[id] === undefined,
);

/** A reach of many agencies is looked through, one of few is read agency by agency; all that is said of neither. */
const GRANTS: Readonly<Record<string, Grant>> = {
  'a city with many agencies': { region: '421000' },
  'three agencies': { agencies: FILLED_AGENCIES },
  ...(IS_LONG && { 'the nation': { region: '000000' }, 'an agency': { agencies: FILLED_AGENCIES.slice(0, 1) } }),
};

/** Roles that see most first. */
const BY_SIGHT: readonly Role[] = [
  'audit',
  'security-administrator',
  'system-administrator',
  'procurement-officer',
  'machine',
];

const PAGE = 5;

/** The statements name their indexes on both engines alike; the other one is left to a long run. */
const onEngines = (about: (engine: Engine) => void): void => onOneEngine('statements name their indexes', about);

describe('every list of the contract', () => {
  onEngines((engine) => {
    let gate: Gate;
    let target: Target;
    const explained = new Map<string, string>();

    before(async () => {
      gate = await startGate({
        engine,
        env: {
          GATE_LICENCE_KEY_SECRET: 'a_secret_that_seals_licence_keys',
          GATE_WEBHOOK_SECRET: 'a_secret_that_seals_webhook_secrets',
          GATE_OUTBOUND_ALLOW: 'hooks.example.gov.cn:443',
        },
      });
      target = await targetIn(gate, await openOffice(gate, { region: '421000' }));
      // Later their keys would be rows among many that no leaf tells of.
      for (const operation of LISTS) {
        for (const grant of Object.values(GRANTS)) await callerOf(gate, ruleOf(operation), grant);
      }
      await fillLists(gate.db, { rows: ROWS, target });
      await refreshStatistics(gate.db);
    });
    after(() => gate.close());

    for (const operation of LISTS) {
      it(`sorts nothing for ${operation.id}, whatever is asked and whoever asks`, async () => {
        const rule = ruleOf(operation);
        const faults: string[] = [];
        for (const [reach, grant] of Object.entries(GRANTS)) {
          const caller = await callerOf(gate, rule, grant);
          for (const asked of questionsOf(operation)) {
            const path = pathFor(operation, target, rule);
            const url = `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${asked}`;
            for (const [sql, plan] of await plansOf(gate, explained, () =>
              readPages(caller, url, asked === '' || IS_LONG ? 2 : 1),
            )) {
              if (isSorted(plan)) faults.push(`${reach}${asked}: ${sql}\n${plan}`);
            }
          }
        }
        assert.deepEqual(faults, []);
      });
    }
  });
});

function ruleOf({ id, access }: Operation): AccessRule {
  return readAccessRule(id, access);
}

/** Nothing but what must be said, each filter alone, and each order. */
function questionsOf({ parameters }: Operation): readonly string[] {
  const filters = parameters.filter(
    ({ in: place, name, required }) => place === 'query' && !required && !['limit', 'after'].includes(name),
  );
  return [
    '',
    ...filters.flatMap((filter) => filterValues(filter).map((value) => `&${filter.name}=${encodeURIComponent(value)}`)),
  ];
}

async function callerOf(gate: Gate, rule: AccessRule, grant: Grant): Promise<Caller> {
  if (rule === 'public') return gate.nobody;
  const role = BY_SIGHT.find((each) => rule.roles.includes(each)) ?? rule.roles.find((each) => each !== 'installer');
  if (role === undefined || role === 'installer') return gate.installer;
  const scopes = role === 'machine' ? (rule.scopes ?? []) : [];
  return gate.as(role, { grant, scopes });
}

/** The first pages of a list. */
async function readPages(caller: Caller, url: string, count: number): Promise<void> {
  let after = '';
  for (let page = 0; page < count; page += 1) {
    const { status, body } = await caller.get(`${url}${after}`);
    if (status === 404) return;
    assert.equal(status, 200, `${url}${after}: ${JSON.stringify(body)}`);
    if (typeof body.next !== 'string') return;
    after = `&after=${body.next}`;
  }
}

interface Sent {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
}

/** The plans of all that was asked of the database with an order, each once. */
async function plansOf(
  { db, engine }: Pick<Gate, 'db' | 'engine'>,
  explained: Map<string, string>,
  work: () => Promise<void>,
): Promise<readonly (readonly [string, string])[]> {
  const sent: Sent[] = [];
  const note = (query: Sent): unknown => sent.push(query);
  db.reader.on('query', note);
  await work().finally(() => db.reader.removeListener('query', note));
  const plans: (readonly [string, string])[] = [];
  // What stands beside a page, of a few rows that are named, has no limit.
  for (const { sql, bindings = [] } of sent.filter((query) => /^select.* order by .* limit /is.test(query.sql))) {
    const known = explained.get(sql) ?? (await planOf({ db, engine }, { sql, bindings }));
    explained.set(sql, known);
    plans.push([sql, known]);
  }
  return plans;
}

async function planOf(
  { db, engine }: { readonly db: Gate['db']; readonly engine: Engine },
  { sql, bindings = [] }: Sent,
): Promise<string> {
  const plan = await db.reader.raw(`${engine === 'sqlite' ? 'explain query plan' : 'explain'} ${sql}`, [
    ...bindings,
  ] as never);
  return JSON.stringify(engine === 'sqlite' ? plan.map(({ detail }: { detail: string }) => detail) : plan[0]);
}

/** An index that gives one row at most puts nothing in order. */
const GIVES_ONE = /USING INDEX (persons_email|devices_folded_serial)|"key":"(persons_email|devices_folded_serial)"/;

function isSorted(plan: string): boolean {
  return !GIVES_ONE.test(plan) && /TEMP B-TREE FOR (ORDER|LAST|RIGHT)|filesort/i.test(plan);
}
