import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { addDays, dayOf } from '../../../src/kernel/index.ts';
import type { Random } from '../../faults/random.ts';
import { actsOf, SPARE, unchecked } from '../../orders/life-support.ts';
import type { Gate, TestClock } from '../../support/gate.ts';
import type { Office } from '../../support/office.ts';
import { holdings, UOS } from '../positions-support.ts';

/** Agencies that buy, install and are reorganised at random, and what may still be done to what they have. */
export interface Scene {
  readonly gate: Gate;
  readonly clock: TestClock;
  readonly random: Random;
  /** Offices with a licence that orders may draw on. */
  readonly buyers: readonly { readonly office: Office; readonly spare: string }[];
  readonly ordered: { readonly office: Office; readonly answer: Response }[];
}

export type RegisterAct = (scene: Scene) => Promise<void>;

const VERSIONS = ['2023', '2019', null] as const;
/** Software that is in no order and no policy, so that what is said of it changes no decision. */
const OFFICE = '永中 Office';
const ANTIVIRUS = '瑞星安全云终端';
const SYSTEM = { ...UOS, product: '普华操作系统' } as const;

export function oneOf<T>({ random }: Pick<Scene, 'random'>, all: readonly T[]): T {
  const chosen = all[random.whole(0, all.length - 1)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}

export function agenciesOf({ buyers }: Pick<Scene, 'buyers'>): readonly string[] {
  return buyers.map(({ office }) => office.agencyCode);
}

/** Some row of theirs in a table as it stands, if there is any. */
export async function someRow(
  scene: Scene,
  table: string,
  where: object = {},
): Promise<Record<string, unknown> | undefined> {
  const theirs = scene.gate.db.reader(table).whereIn('agency_code', agenciesOf(scene));
  const rows: Record<string, unknown>[] = await theirs.where(where).orderBy('id');
  return rows.length === 0 ? undefined : oneOf(scene, rows);
}

/** Changes may be refused, as that of a device that is retired; then nothing has happened. */
async function tryEvent(scene: Scene, path: string, changes: object): Promise<void> {
  const { gate, clock } = scene;
  const { etag } = (await gate.installer.get(path)).headers;
  const event = { effectiveOn: dayOf(clock.now()), reason: '据实变更', changes };
  const answer = await gate.installer.post(`${path}/events`, event, { 'if-match': String(etag) });
  assert.ok(answer.status < 500, JSON.stringify(answer.body));
}

/** What happens to what agencies have: each leaves a leaf that makes kept answers void. */
export const REGISTER_ACTS: Readonly<Record<string, RegisterAct>> = {
  'machines come': async (scene) => {
    const seenOn = dayOf(scene.clock.now());
    const seen = { seenFrom: seenOn, seenLast: seenOn };
    const copy = () => ({ product: OFFICE, version: oneOf(scene, VERSIONS), ...seen });
    await holdings(scene.gate, {
      agencyCode: oneOf(scene, agenciesOf(scene)),
      devices: [[{ ...UOS, ...seen }, copy()], [{ ...SYSTEM, ...seen }, copy()], []],
      oem: [0],
      entitlements: [{ product: OFFICE, seats: 2, version: oneOf(scene, VERSIONS) }],
      given: [[0, 1]],
    });
  },
  'a licence comes': async (scene) => {
    const agencies = agenciesOf(scene);
    const site = { agencies, headcount: oneOf(scene, [null, 3]), afterEnd: null };
    const ofSite = { channel: 'site', metric: 'site', seats: null, site } as const;
    const wish = oneOf(scene, [ofSite, { seats: 4, site: { ...site, headcount: null } }, { seats: 4 }]);
    await holdings(scene.gate, {
      agencyCode: oneOf(scene, agencies),
      entitlements: [{ product: OFFICE, ...wish }],
    });
  },
  'a licence changes': async (scene) => {
    const row = await someRow(scene, 'entitlements');
    const changes = [
      { seats: 9 },
      { validUntil: dayOf(scene.clock.now()) },
      { standing: 'declared' },
      { version: '2019' },
    ];
    if (row) await tryEvent(scene, `/v1/entitlements/${row.id}`, oneOf(scene, changes));
  },
  'a machine comes alone': async (scene) => {
    const machine = { agencyCode: oneOf(scene, agenciesOf(scene)), category: 'desktop', state: 'in-use' };
    const answer = await scene.gate.installer.post('/v1/devices', machine);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  },
  'software is found': async (scene) => {
    const row = await someRow(scene, 'devices');
    if (!row) return;
    const today = dayOf(scene.clock.now());
    // What nobody has seen for so long is not verified any more.
    const seenLast = oneOf(scene, [today, addDays(today, -190)]);
    const answer = await scene.gate.installer.post('/v1/installations', {
      ...{ agencyCode: row.agency_code, deviceId: row.id, category: oneOf(scene, ['office', 'antivirus-client']) },
      ...{ product: oneOf(scene, [OFFICE, ANTIVIRUS]), version: oneOf(scene, VERSIONS), source: 'survey' },
      ...{ seenFrom: addDays(today, -190), seenLast },
    });
    assert.ok(answer.status < 500, JSON.stringify(answer.body));
  },
  'software is seen again or gone': async (scene) => {
    const row = await someRow(scene, 'installations', { seen_to: null });
    const today = dayOf(scene.clock.now());
    const changes = [{ seenLast: today }, { seenTo: addDays(today, -1) }];
    if (row) await tryEvent(scene, `/v1/installations/${row.id}`, oneOf(scene, changes));
  },
  'a machine moves or goes': async (scene) => {
    const row = await someRow(scene, 'devices');
    const to = oneOf(scene, agenciesOf(scene));
    const changes = [{ agencyCode: to }, { state: 'retired' }, { state: 'idle' }, { category: 'tablet' }];
    if (row) await tryEvent(scene, `/v1/devices/${row.id}`, oneOf(scene, changes));
  },
  'a seat is given or taken back': async (scene) => {
    const open = await someRow(scene, 'allocations', { until_on: null });
    if (open && oneOf(scene, [true, false])) {
      const path = `/v1/allocations/${open.id}/end`;
      await scene.gate.installer.post(path, { reason: '收回' }, { 'if-match': `"${open.log_index}"` });
      return;
    }
    const entitlement = await someRow(scene, 'entitlements', { bound_device: null, channel: 'volume' });
    const agencyCode = entitlement?.agency_code;
    const device = entitlement && (await someRow(scene, 'devices', { agency_code: agencyCode }));
    const body = { agencyCode, entitlementId: entitlement?.id, deviceId: device?.id };
    if (device) await scene.gate.installer.post('/v1/allocations', body);
  },
  'an agency is reorganised': async (scene) => {
    const agencyCode = oneOf(scene, agenciesOf(scene));
    const parentCode = agenciesOf(scene).find((code) => code !== agencyCode);
    const changes = [{ region: oneOf(scene, ['421000', '420100', '430100']) }, { parentCode }, { level: 'county' }];
    await tryEvent(scene, `/v1/agencies/${agencyCode}`, oneOf(scene, changes));
  },
  'a product is described': async (scene) => {
    const versions = [
      { version: '2023', supportEndsOn: '2026-03-01' },
      { version: '20', supportEndsOn: '2026-02-01' },
      { version: '2019' },
    ];
    const rights = [{ kind: 'downgrade', fromVersion: '2023', toVersion: '2019' }];
    const [category, name] = oneOf(scene, [
      ['office', OFFICE],
      ['antivirus-client', ANTIVIRUS],
      [SYSTEM.category, SYSTEM.product],
    ] as const);
    const answer = await scene.gate.installer.post('/v1/products', { category, name, aliases: [], versions, rights });
    assert.ok([201, 409].includes(answer.status), JSON.stringify(answer.body));
  },
};

/** What happens to their orders: harmless, but for the seats that orders hold. */
export const ORDER_ACTS: Readonly<Record<string, RegisterAct>> = {
  'an order takes spare seats': async (scene) => {
    const { office, spare } = oneOf(scene, scene.buyers);
    const drawing = { ...SPARE, entitlementId: spare };
    const supplier = unchecked(office);
    const answer = await office.submit(
      office.order({ quantity: scene.random.whole(1, 3), office: drawing, order: { supplier } }),
    );
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    scene.ordered.push({ office, answer });
  },
  'an order is withdrawn': async (scene) => {
    const [chosen] = scene.ordered.splice(scene.random.whole(0, Math.max(0, scene.ordered.length - 1)), 1);
    if (chosen) await actsOf(chosen.office.officer).withdraw(chosen.answer);
  },
};
