import assert from 'node:assert/strict';
import { type AccessRule, readAccessRule } from '../../src/access/index.ts';
import { type Engine, refreshStatistics } from '../../src/db/index.ts';
import { gateContract, type Operation, type Schema } from '../../src/http/contract/contract.ts';
import type { Grant, Role } from '../../src/kernel/index.ts';
import { pathFor, type Target, targetIn } from '../access/targets.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { IS_LONG, size } from '../support/long.ts';
import { openOffice } from '../support/office.ts';
import { FILLED_AGENCIES, fillLists } from './filled-lists.ts';
import { filterValues } from './filter-values.ts';
import { BESIDE_A_PAGE, FOR_THE_WHOLE, NOT_FOR_AGENCIES, NOT_READ_IN_ORDER } from './not-in-order.ts';
import { isSorted, plansDuring } from './plans.ts';

/** With fewer MariaDB sorts what is soon sorted, so its plans are looked at in a long run: there all takes half a minute. */
const ROWS: Readonly<Record<Engine, number>> = {
  sqlite: size({ test: 4_000, long: 20_000 }),
  mysql: size({ test: 200, long: 20_000 }),
};
const isPlanJudged = (engine: Engine): boolean => engine === 'sqlite' || IS_LONG;

const PAGED = gateContract().operations.filter((operation) => operation.method === 'GET' && hasNext(operation));
const LISTS = PAGED.filter(({ id }) => NOT_READ_IN_ORDER[id] === undefined);

/** A reach of too many agencies is looked through, one of fewer is read agency by agency; all that is said of neither. */
function grantsFor({ agencyCode }: Pick<Target, 'agencyCode'>): Readonly<Record<string, Grant>> {
  return {
    'a city with many agencies': { region: '421000' },
    'three agencies': { agencies: [agencyCode, ...FILLED_AGENCIES.slice(0, 2)] },
    ...(IS_LONG && {
      'a county with sixty agencies': { region: '421083' },
      'the nation': { region: '000000' },
      'an agency': { agencies: [agencyCode] },
    }),
  };
}

const WHOLE: Grant = { region: '000000' };

/** Roles that see most first. */
const BY_SIGHT: readonly Role[] = [
  'audit',
  'security-administrator',
  'system-administrator',
  'procurement-officer',
  'machine',
];

const PAGE = 5;

describe('every list of the contract', () => {
  it('is looked at here, or named with the reason why not', () => {
    const known = [...LISTS.map(({ id }) => id), ...Object.keys(NOT_READ_IN_ORDER)];

    assert.deepEqual(known.toSorted(), PAGED.map(({ id }) => id as string).toSorted());
  });

  forEachEngine('plans', (engine) => {
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
      target = await targetIn(gate, await openOffice(gate, { region: '421083' }));
      // Later their keys would be rows among many that no leaf tells of.
      for (const operation of LISTS) {
        for (const grant of [...Object.values(grantsFor(target)), WHOLE])
          await callerOf(gate, ruleOf(operation), grant);
      }
      await fillLists(gate.db, { rows: ROWS[engine], target });
      await refreshStatistics(gate.db);
    });
    after(() => gate.close());

    for (const operation of LISTS) {
      it(`${isPlanJudged(engine) ? 'sorts nothing for' : 'answers'} ${operation.id}, whatever is asked and whoever asks`, async () => {
        const rule = ruleOf(operation);
        const faults: string[] = [];
        for (const [reach, grant] of Object.entries(grantsFor(target))) {
          let isInOrder =
            !isPlanJudged(engine) || ('agencies' in grant && NOT_FOR_AGENCIES[operation.id] !== undefined);
          for (const asked of questionsOf(operation)) {
            const caller = await callerOf(gate, rule, isForTheWhole(operation, asked) ? WHOLE : grant);
            const path = pathFor(operation, target, rule);
            const url = `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${asked}`;
            const pages = asked === '' || IS_LONG ? 2 : 1;
            const read = (): Promise<void> => readPages(caller, url, pages);
            const plans = isPlanJudged(engine) ? await plansDuring(gate, explained, read) : await read().then(() => []);
            isInOrder ||= plans.some(({ sql }) => isOfPage(sql));
            for (const { sql, plan } of plans.filter((each) => isSorted(each) && !isBeside(each.sql)))
              faults.push(`${reach}${asked}: ${sql}\n${plan}`);
          }
          if (!isInOrder) faults.push(`${reach}: nothing was read in an order`);
        }
        assert.deepEqual(faults, []);
      });
    }
  });
});

/** A page is read in an order, up to a limit or the end of a stretch of the log. */
function isOfPage(sql: string): boolean {
  return /\border by\b.*\blimit\b|`?log_index`? < \? order by `?log_index\b/is.test(sql);
}

function isBeside(sql: string): boolean {
  return Object.values(BESIDE_A_PAGE).some((pattern) => pattern.test(sql));
}

/** Whether the answer may have a next page. */
function hasNext({ responses }: Operation): boolean {
  const schema = responses.get(200)?.schemas.get('application/json');
  const asked = [schema];
  for (const each of asked) {
    const {
      $ref: ref,
      properties,
      allOf,
    } = (each ?? {}) as {
      readonly $ref?: string;
      readonly properties?: object;
      readonly allOf?: readonly Schema[];
    };
    if (properties && 'next' in properties) return true;
    if (ref) asked.push(gateContract().schemas[ref.split('/').at(-1) ?? ''] as Schema);
    asked.push(...(allOf ?? []));
  }
  return false;
}

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

function isForTheWhole({ id }: Operation, asked: string): boolean {
  return FOR_THE_WHOLE[id]?.some((filter) => asked.startsWith(`&${filter}=`)) ?? false;
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
