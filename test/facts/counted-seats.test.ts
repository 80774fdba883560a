import assert from 'node:assert/strict';
import type { GatheredEntitlement } from '../../src/facts/gathered.ts';
import { countedSeats, type NotCountedReason } from '../../src/facts/plan/counted-seats.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { bareMachine, givenPlan, policyWith, spareItem } from './plan-support.ts';
import { AGENCY, DELIVERED_ON, givenItem, givenProduct, policyWithout } from './support.ts';

const OTHER_BODY = '荆州市软件正版化工作领导小组';
const LETTER = { kind: 'vendor-authorization-letter', reference: '授权书 7 号' } as const;
const ALLOCATION = { kind: 'allocation-letter', reference: '荆软办〔2026〕5号' } as const;

type HeldEntitlement = Partial<GatheredEntitlement>;
type Case = readonly [string, number, NotCountedReason, PlanItem, HeldEntitlement?];

const cases: readonly Case[] = [
  ['a new purchase is deliverable and counts', 20, 'none', givenItem()],
  ['a new purchase without a licensee counts until the proof is there', 20, 'none', givenItem({ licensee: null })],
  ['a product that is only required counts', 20, 'none', givenItem({ product: null, edition: null })],
  ['an item without seats counts none', 0, 'none', givenItem({ seats: null })],
  ['a trial does not count', 0, 'trial', givenItem({ licenceType: 'trial' })],
  ['a personal edition does not count', 0, 'personal', givenItem({ edition: 'Personal' })],
  [
    'a home edition that nobody registered does not count',
    0,
    'personal',
    givenItem({ product: 'X', edition: '家庭版' }),
  ],
  ['a licence of another body does not count', 0, 'not-licensee', givenItem({ licensee: OTHER_BODY })],
  ['a licence allocated in writing counts', 20, 'none', givenItem({ licensee: OTHER_BODY, evidence: [ALLOCATION] })],
  ['a licence that begins on the day of delivery counts', 20, 'none', givenItem({ validFrom: DELIVERED_ON })],
  ['one that begins a day later does not', 0, 'not-started', givenItem({ validFrom: '2026-12-21' })],
  ['a licence that ends a day after delivery counts', 20, 'none', givenItem({ validUntil: '2026-12-21' })],
  ['one that ends on that day does not', 0, 'expired', givenItem({ validUntil: DELIVERED_ON })],
  [
    'a subscription without an end is not shown to be in force',
    0,
    'no-evidence',
    givenItem({ licenceType: 'subscription' }),
  ],
  [
    'one that says how long it serves counts',
    20,
    'none',
    givenItem({ licenceType: 'subscription', serviceMonths: 12 }),
  ],
  ['an item without a provision has no evidence', 0, 'no-evidence', givenItem({ provision: null })],

  [
    'bundled software counts by a letter of its publisher',
    20,
    'none',
    givenItem({ provision: 'bundled', evidence: [LETTER] }),
  ],
  [
    'and no further than the letters say',
    15,
    'none',
    givenItem({
      provision: 'bundled',
      evidence: [
        { ...LETTER, seats: 10 },
        { ...LETTER, seats: 5 },
      ],
    }),
  ],
  [
    'without a letter it does not',
    0,
    'no-evidence',
    givenItem({ provision: 'bundled', evidence: [{ kind: 'invoice' }] }),
  ],
  ['free software that is not listed does not count', 0, 'not-on-list', givenItem({ provision: 'free' })],
  ['nor does free software without a name', 0, 'not-on-list', givenItem({ provision: 'free', product: null })],

  ['spare seats of a verified entitlement count', 20, 'none', spareItem()],
  ['no more of them than are free', 12, 'none', spareItem(), { freeSeats: 12 }],
  ['none when more are installed than there are', 0, 'none', spareItem(), { freeSeats: -3 }],
  ['a spare seat without an entitlement has no evidence', 0, 'no-evidence', spareItem({ entitlementId: null })],
  ['what an agency only declares does not count', 0, 'not-verified', spareItem(), { standing: 'declared' }],
  ['an OEM licence does not move', 0, 'device-bound', spareItem(), { channel: 'oem' }],
  ['a bound licence does not move', 0, 'device-bound', spareItem(), { isDeviceBound: true }],
  ['a licence that may not be transferred does not move', 0, 'device-bound', spareItem(), { isTransferable: false }],
  [
    'the licensee on the entitlement decides',
    0,
    'not-licensee',
    spareItem({ licensee: AGENCY }),
    { licensee: OTHER_BODY },
  ],
  ['the agency by its name is the licensee', 20, 'none', spareItem(), { licensee: '荆州市文化和旅游局' }],
  ['the dates of the entitlement decide', 0, 'expired', spareItem(), { validUntil: civilDate(DELIVERED_ON) }],
  ['an entitlement yet to begin does not count', 0, 'not-started', spareItem(), { validFrom: civilDate('2026-12-21') }],
  ['an entitlement of another category does not count', 0, 'version', spareItem(), { category: 'antivirus-client' }],
  ['nor one to another product', 0, 'version', spareItem(), { product: 'Yozo Office' }],
  ['an alias is the same product', 20, 'none', spareItem({ product: '金山 WPS' }), { product: 'WPS Office' }],
  ['nor one to another version', 0, 'version', spareItem(), { softwareVersion: '2019' }],
  ['nor to a higher one without a right', 0, 'version', spareItem({ version: '2019' }), { softwareVersion: '2023' }],
  [
    'a release of the licensed version counts',
    20,
    'none',
    spareItem({ category: 'operating-system', product: 'Windows 11', edition: null, version: '25H2' }),
    { category: 'operating-system', product: 'Windows', edition: null, softwareVersion: '11' },
  ],
  ['a version left open is not compared', 20, 'none', spareItem({ version: null }), { softwareVersion: '2019' }],
];

describe('seats that count', () => {
  for (const [says, seats, reason, item, held] of cases) {
    it(says, () => assert.deepEqual(countedSeats(givenPlan({ plan: [item], held: held ?? {} })), [{ seats, reason }]));
  }

  it('of one entitlement are shared by all items that draw on it', () => {
    const plan = [spareItem({ item: 1, seats: 8 }), spareItem({ item: 2, seats: 8 }), spareItem({ item: 3, seats: 8 })];

    const counted = countedSeats(givenPlan({ plan, held: { freeSeats: 10 } }));

    assert.deepEqual(
      counted.map(({ seats }) => seats),
      [8, 2, 0],
    );
  });

  it('are not used up by an item that does not count', () => {
    const plan = [spareItem({ seats: 8, licenceType: 'trial' }), spareItem({ seats: 8 })];

    assert.deepEqual(
      countedSeats(givenPlan({ plan, held: { freeSeats: 10 } })).map(({ seats }) => seats),
      [0, 8],
    );
  });

  it('are counted on the day of the decision while no delivery is stated', () => {
    const plan = [givenItem({ validFrom: null, validUntil: '2026-04-13' }), givenItem({ validFrom: '2026-04-13' })];

    const counted = countedSeats(givenPlan({ plan, order: { expectedDeliveryOn: null } }));

    assert.deepEqual(
      counted.map(({ reason }) => reason),
      ['none', 'not-started'],
    );
  });
});

describe('seats of a higher licence', () => {
  const product = givenProduct({
    category: 'office',
    name: 'Suite',
    editions: [
      { name: 'Professional', unitEligible: true, rank: 2 },
      { name: 'Pro', unitEligible: true, rank: 2 },
      { name: 'Enterprise', unitEligible: true, rank: 3 },
    ],
    rights: [{ kind: 'downgrade', fromVersion: '3', toVersion: '2' }],
  });
  const rightCases: readonly [string, NotCountedReason, Partial<PlanItem>, HeldEntitlement][] = [
    ['count with a recorded right to go down', 'none', { version: '2' }, { softwareVersion: '3' }],
    ['do not without one for these versions', 'version', { version: '1' }, { softwareVersion: '3' }],
    ['never go up', 'version', { version: '3' }, { softwareVersion: '2' }],
    [
      'count for a lower edition with the right',
      'none',
      { version: '2', edition: 'Professional' },
      { softwareVersion: '3', edition: 'Enterprise' },
    ],
    [
      'do not for a higher edition',
      'version',
      { version: '2', edition: 'Enterprise' },
      { softwareVersion: '3', edition: 'Professional' },
    ],
    [
      'are the same under another name of the same rank',
      'none',
      { version: '2', edition: 'Pro' },
      { softwareVersion: '2' },
    ],
    [
      'do not for an edition that nobody has ranked',
      'version',
      { version: '2', edition: 'Gold' },
      { softwareVersion: '3' },
    ],
    [
      'need the right for a lower edition of the same version',
      'version',
      { version: '3', edition: 'Professional' },
      { softwareVersion: '3', edition: 'Enterprise' },
    ],
  ];
  for (const [says, reason, item, held] of rightCases) {
    it(says, () => {
      const input = givenPlan({
        plan: [spareItem({ product: 'Suite', edition: 'Professional', ...item })],
        gathered: { products: [product] },
      });
      const cited = Object.values(input.gathered.entitlements);
      const entitlements = Object.fromEntries(
        cited.map((entitlement) => ['ent_1', { ...entitlement, product: 'Suite', edition: 'Professional', ...held }]),
      );

      const [counted] = countedSeats({ ...input, gathered: { ...input.gathered, entitlements } });

      assert.equal(counted?.reason, reason);
    });
  }
});

describe('seats of a site licence', () => {
  const site = { agencies: [AGENCY], headcount: 300, afterEnd: '转为永久授权' };
  const item = spareItem({ provision: 'site-licence', seats: 1 });
  const unlimited = { seats: null, freeSeats: null };
  const siteCases: readonly [string, number, NotCountedReason, HeldEntitlement][] = [
    ['count up to its headcount', 300, 'none', { ...unlimited, site }],
    [
      'cover every machine inside without a headcount',
      20,
      'none',
      { ...unlimited, site: { ...site, headcount: null } },
    ],
    ['count as seats when it has a number of them', 1, 'none', { seats: 50, freeSeats: 50, site }],
    ['count for a named agency under another licensee', 300, 'none', { ...unlimited, site, licensee: OTHER_BODY }],
    ['do not count outside', 0, 'not-licensee', { ...unlimited, site: { ...site, agencies: ['11421022MB0000000X'] } }],
    ['do not count while nobody has verified it', 0, 'not-verified', { ...unlimited, site, standing: 'declared' }],
    ['need not be transferable', 300, 'none', { ...unlimited, site, isTransferable: false }],
  ];
  for (const [says, seats, reason, held] of siteCases) {
    it(says, () => assert.deepEqual(countedSeats(givenPlan({ plan: [item], held })), [{ seats, reason }]));
  }

  it('are shared within its headcount', () => {
    const counted = countedSeats(givenPlan({ plan: [item, item], held: { ...unlimited, site } }));

    assert.deepEqual(
      counted.map(({ seats }) => seats),
      [300, 0],
    );
  });

  it('cover virtual desktops and machines of the agency too when it has no limit', () => {
    const lines = [bareMachine('thin-client', { virtualDesktops: 240 }, { quantity: 240 })];
    const plan = [{ ...item, forExistingDevices: 7 }];

    const [counted] = countedSeats(
      givenPlan({ lines, plan, held: { ...unlimited, site: { ...site, headcount: null } } }),
    );

    assert.equal(counted?.seats, 487);
  });
});

describe('seats that a policy decides', () => {
  const free = { product: 'WPS Office', statement: '厂商声明', edition: null, from: null, until: null };
  const freeItem = givenItem({ provision: 'free', licenceType: 'free' });

  it('count for free software on the list of the day', () => {
    const reasonWith = (entry: object) =>
      countedSeats(givenPlan({ plan: [freeItem], policy: { freeList: [{ ...free, ...entry }] } }))[0]?.reason;

    assert.equal(reasonWith({}), 'none');
    assert.equal(reasonWith({ product: '金山WPS' }), 'none');
    assert.equal(reasonWith({ edition: 'professional' }), 'none');
    assert.equal(reasonWith({ edition: 'Enterprise' }), 'not-on-list');
    assert.equal(reasonWith({ from: '2026-04-12', until: '2026-04-12' }), 'none');
    assert.equal(reasonWith({ from: '2026-04-13' }), 'not-on-list');
    assert.equal(reasonWith({ until: '2026-04-11' }), 'not-on-list');
  });

  it('are missing while the list that decides is missing', () => {
    const missing = { seats: undefined, reason: undefined };
    const unregistered = givenItem({ product: 'X', edition: 'Gold' });

    assert.deepEqual(countedSeats(givenPlan({ plan: [freeItem], policy: { freeList: undefined } })), [missing]);
    assert.deepEqual(countedSeats(givenPlan({ plan: [unregistered], policy: policyWithout('policy.edition.home') })), [
      missing,
    ]);
  });

  it('are missing while the register has no end of the subscription they are drawn from', () => {
    const held = { channel: 'subscription' };

    assert.deepEqual(countedSeats(givenPlan({ plan: [spareItem()], held })), [{ seats: undefined, reason: undefined }]);
  });

  it('are known all the same where something else speaks against the item', () => {
    const policy = { ...policyWith({}), ...policyWithout('policy.edition.personal'), freeList: undefined };
    const trial = givenItem({ product: 'X', edition: 'Gold', licenceType: 'trial' });
    const expired = givenItem({ product: 'X', edition: 'Gold', provision: 'free', validUntil: '2026-01-31' });

    const counted = countedSeats(givenPlan({ plan: [trial, expired], policy }));

    assert.deepEqual(
      counted.map(({ reason }) => reason),
      ['trial', 'expired'],
    );
  });
});
