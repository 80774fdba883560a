import assert from 'node:assert/strict';
import { covers, readAccessRule, requireAllowed, uncombinableRoles } from '../../src/access/index.ts';
import { type Actor, type Grant, type Role, reaches } from '../../src/kernel/index.ts';

const JINGZHOU = { code: '11421000MB1234562Q', region: '421000' };
const GONGAN = { code: '11421022MB00000011', region: '421022' };
const NANCHONG = { code: '11511300MB00000022', region: '511300' };
const REGIONS = new Map([JINGZHOU, GONGAN, NANCHONG].map(({ code, region }) => [code, region]));

function actor(role: Role, choice: Partial<Actor> = {}): Actor {
  return { keyId: 'key_1', personId: 'per_1', role, grant: { region: '421000' }, scopes: [], ...choice };
}

describe('the reach of a caller', () => {
  it('is a region with all below it, and nothing above or beside it', () => {
    assert.equal(reaches({ region: '421000' }, JINGZHOU), true);
    assert.equal(reaches({ region: '421000' }, GONGAN), true);
    assert.equal(reaches({ region: '420000' }, GONGAN), true);
    assert.equal(reaches({ region: '000000' }, NANCHONG), true);
    assert.equal(reaches({ region: '421022' }, JINGZHOU), false);
    assert.equal(reaches({ region: '421000' }, NANCHONG), false);
  });

  it('is otherwise the agencies that are named', () => {
    assert.equal(reaches({ agencies: [JINGZHOU.code] }, JINGZHOU), true);
    assert.equal(reaches({ agencies: [JINGZHOU.code] }, GONGAN), false);
  });
});

describe('a grant covers another', () => {
  const cases: readonly [string, Grant, Grant, boolean][] = [
    ['a region itself', { region: '421000' }, { region: '421000' }, true],
    ['a region below', { region: '420000' }, { region: '421022' }, true],
    ['a region above', { region: '421022' }, { region: '421000' }, false],
    ['an agency inside', { region: '420000' }, { agencies: [GONGAN.code] }, true],
    ['an agency outside', { region: '421000' }, { agencies: [GONGAN.code, NANCHONG.code] }, false],
    ['an agency that nobody knows', { region: '000000' }, { agencies: ['11421000MB9999999X'] }, false],
    ['fewer agencies', { agencies: [JINGZHOU.code, GONGAN.code] }, { agencies: [GONGAN.code] }, true],
    ['more agencies', { agencies: [GONGAN.code] }, { agencies: [JINGZHOU.code, GONGAN.code] }, false],
    ['a region, from single agencies', { agencies: [JINGZHOU.code] }, { region: '421000' }, false],
  ];
  for (const [what, outer, inner, expected] of cases) {
    it(`${expected ? 'when it is' : 'but not'} ${what}`, () => assert.equal(covers(outer, inner, REGIONS), expected));
  }
});

describe('a role', () => {
  const rule = {
    roles: ['procurement-officer', 'machine'],
    scopes: ['orders:write'],
    object: 'order',
    secondPerson: false,
  } as const;

  it('that is named may, and every other may not', () => {
    requireAllowed(actor('procurement-officer'), rule);
    for (const role of ['finance', 'audit', 'platform', 'installer', 'security-administrator'] as const) {
      assert.throws(() => requireAllowed(actor(role), rule), { kind: 'forbidden', code: 'access.role' });
    }
  });

  it('of a machine needs one of the scopes besides', () => {
    requireAllowed(actor('machine', { scopes: ['log:read', 'orders:write'] }), rule);
    for (const scopes of [[], ['orders:read'], ['orders']]) {
      assert.throws(() => requireAllowed(actor('machine', { scopes }), rule), {
        kind: 'forbidden',
        code: 'access.scope',
      });
    }
  });

  it('is not combined with another of the three that run, grant and review', () => {
    const held = (...roles: Role[]) => uncombinableRoles(roles.map((role) => ({ role, grant: { region: '000000' } })));

    assert.deepEqual(held('audit', 'system-administrator'), ['system-administrator', 'audit']);
    assert.deepEqual(held('security-administrator', 'audit'), ['security-administrator', 'audit']);
    assert.deepEqual(held('finance', 'audit', 'audit'), []);
    assert.deepEqual(held(), []);
  });

  it('that gives rights is combined with no other, for its holder reads secrets and could sign as a second person', () => {
    const held = (...roles: Role[]) => uncombinableRoles(roles.map((role) => ({ role, grant: { region: '000000' } })));

    for (const other of ['finance', 'legalization-office', 'procurement-officer', 'agency-approver'] as const) {
      assert.deepEqual(held(other, 'security-administrator'), [other, 'security-administrator']);
    }
    assert.deepEqual(held('security-administrator', 'security-administrator'), []);
    assert.deepEqual(held('finance', 'legalization-office'), []);
  });
});

describe('x-access of the contract', () => {
  const good = { roles: ['finance'], scopes: null, object: 'none', secondPerson: false };

  it('is read as it stands', () => {
    assert.equal(readAccessRule('getHealth', 'public'), 'public');
    assert.deepEqual(readAccessRule('listOrders', good), good);
  });

  it('stops the start when it is missing or misspelt, for then nobody has said who may', () => {
    const wrong: readonly unknown[] = [
      undefined,
      null,
      'Public',
      {},
      { ...good, roles: [] },
      { ...good, roles: ['financier'] },
      { ...good, roles: 'finance' },
      { ...good, scopes: undefined },
      { ...good, scopes: [1] },
      { ...good, object: undefined },
      { ...good, secondPerson: 'yes' },
    ];
    for (const declared of wrong) assert.throws(() => readAccessRule('listOrders', declared), /x-access of listOrders/);
  });
});
