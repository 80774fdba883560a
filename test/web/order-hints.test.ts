import assert from 'node:assert/strict';
import { withComputersIn } from '../../src/web/orders/workspace/body/computers-inside.ts';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { blankItem, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { type HintSources, hintsOf, systemTextOf, textsOf } from '../../src/web/orders/workspace/hints/hints.ts';
import { withSpareSeats } from '../../src/web/orders/workspace/hints/spare-seats.ts';
import { examples } from './order-examples.ts';

const draft = draftOfOrder(examples.approvable);
const [line] = draft.lines;
assert.ok(line);
const budgetLine = line.funding[0]?.budgetLine ?? '';

const NOTHING: HintSources = {
  ...{
    policy: [],
    catalogue: [],
    products: [],
    knownProducts: [],
    hasAllProducts: true,
    debarments: [],
    budget: [],
    budgetLines: [],
    taken: new Map(),
    asTyped: new Map(),
    unclear: new Map(),
    today: '2026-11-28',
  },
};

describe('hints at fields', () => {
  it('name the price cap of a category in yuan, and none where the policy has none', () => {
    const policy = [
      { name: 'policy.cap.desktop', value: 500_000, document: '财资〔2016〕27号' },
      { name: 'policy.cap.workstation', value: null, document: null },
    ];
    const capAt = (kind: string) =>
      hintsOf(withValue(draft, 'lines.0.kind', kind), { ...NOTHING, policy }).get('lines.0.unitPrice');

    assert.deepEqual(capAt('desktop'), { is: 'cap', cap: '5000.00', document: '财资〔2016〕27号' });
    assert.deepEqual([capAt('workstation'), capAt('other'), capAt('')], [undefined, undefined, undefined]);
  });

  it('say of what goods a catalogue code is, and nothing of a code that the rules do not know', () => {
    const catalogue = (['desktop', 'workstation'] as const).map((category) => ({
      ...{ edition: '2022', code: 'A02010105', isPrefix: false, category, softwareCategories: null },
    }));
    const toldAt = (code: string) =>
      hintsOf(withValue(draft, 'lines.0.catalogue.code', code), { ...NOTHING, catalogue }).get(
        'lines.0.catalogue.code',
      );

    assert.deepEqual(toldAt(' A02010105 '), { is: 'code', categories: ['desktop', 'workstation'] });
    assert.deepEqual([toldAt('A0201'), toldAt('')], [undefined, undefined]);
  });

  it('say what a name was taken for, where it is neither that name nor on file', () => {
    const place = 'lines.0.computer.operatingSystem';
    const windows = { product: 'Windows', edition: '专业版', version: '11' };
    const told = hintsOf(withValue(draft, `${place}.product`, 'Windows11专业版'), {
      ...NOTHING,
      taken: new Map([
        [place, windows],
        ['softwarePlan.0', windows],
      ]),
    });

    assert.deepEqual(told.get(`${place}.product`), { is: 'taken', place, taken: windows });
    assert.deepEqual(told.get('softwarePlan.0.product'), { is: 'taken', place: 'softwarePlan.0', taken: windows });
    assert.equal(told.get('softwarePlan.1.product'), undefined);
  });

  it('ask of other goods whether they are computers, until it is answered or they are called computers', () => {
    const judged = { words: '主机', of: textsOf(draft, 'lines.0') };
    const unclear = new Map([['lines.0.containsComputers', judged]]);
    const asked = (kind: string, answer = '') => {
      const typed = withValue(withValue(draft, 'lines.0.kind', kind), 'lines.0.containsComputers', answer);
      return hintsOf(typed, { ...NOTHING, unclear }).get('lines.0.description');
    };

    assert.deepEqual(asked('other'), { is: 'unclear', place: 'lines.0', words: '主机' });
    assert.deepEqual([asked('other', 'none'), asked('desktop'), asked('')], [undefined, undefined, undefined]);
    const renamed = withValue(withValue(draft, 'lines.0.kind', 'other'), 'lines.0.description', '办公桌');
    assert.equal(hintsOf(renamed, { ...NOTHING, unclear }).get('lines.0.description'), undefined);
    const inside = withComputersIn(withValue(draft, 'lines.0.kind', 'other'), 'lines.0');
    assert.equal(hintsOf(inside, { ...NOTHING, unclear }).get('lines.0.description'), undefined);
  });

  it('say of a system that the gate judged by its name and nobody has put on file that it is not there', () => {
    const system = {
      name: 'UnionTech UOS Desktop',
      aliases: ['统信UOS'],
      versions: [],
      category: 'operating-system' as const,
    };
    const products = [system, { ...system, name: 'WPS', aliases: [], category: 'office' as const }];
    const knownProducts = [{ ...system, name: 'Windows', aliases: ['视窗'] }];
    const place = 'lines.0.computer.operatingSystem';
    const toldOf = (name: string, sources: Partial<HintSources> = {}) => {
      const typed = withValue(draft, `${place}.product`, name);
      const asTyped = new Map([[place, systemTextOf(typed, place)]]);
      return hintsOf(typed, { ...NOTHING, products, knownProducts, asTyped, ...sources }).get(`${place}.product`);
    };

    assert.deepEqual(
      ['某某系统', 'WPS'].map((name) => toldOf(name)?.is),
      ['unlisted', 'unlisted'],
    );
    for (const name of [' 统信ＵＯＳ ', 'uniontech  uos desktop', 'windows', '视窗', '']) {
      assert.equal(toldOf(name), undefined, name);
    }
    const older = new Map([[place, systemTextOf(withValue(draft, `${place}.product`, '某某'), place)]]);
    assert.deepEqual(
      [{ hasAllProducts: false }, { knownProducts: undefined }, { asTyped: new Map() }, { asTyped: older }].map((one) =>
        toldOf('某某系统', one),
      ),
      [undefined, undefined, undefined, undefined],
    );
  });

  it('tell when the support of a known version ends, wherever its words are written', () => {
    const products = [
      {
        ...{ name: 'Windows', aliases: ['视窗'], category: 'operating-system' as const },
        versions: [
          { version: '10 22H2', editions: ['Home'], supportEndsOn: '2025-10-14' },
          { version: '10 22H2', editions: ['Enterprise'], supportEndsOn: '2027-01-12' },
          { version: '11 25H2', supportEndsOn: null },
        ],
      },
    ];
    const supportOf = (product: string, version: string, edition = '') => {
      const place = 'lines.0.computer.operatingSystem';
      const typed = [
        ['product', product],
        ['version', version],
        ['edition', edition],
      ].reduce((order, [name, value]) => withValue(order, `${place}.${name}`, value), draft as OrderDraft);
      return hintsOf(typed, { ...NOTHING, products }).get(`${place}.version`);
    };

    assert.deepEqual(supportOf('windows 10', '22H2', 'Home'), { is: 'support', until: '2025-10-14', isOver: true });
    assert.deepEqual(supportOf('视窗', '10 22h2', 'Enterprise'), { is: 'support', until: '2027-01-12', isOver: false });
    assert.deepEqual(supportOf('Windows 11', '２５H2'), { is: 'support', until: null, isOver: false });
    assert.deepEqual([supportOf('Windows', ''), supportOf('Windows', '12')], [undefined, undefined]);
  });

  it('name a supplier that is barred today', () => {
    const barred = { supplier: draft.supplier.creditCode, from: '2026-01-01', reason: '串通投标' };
    const told = (until: string | null) =>
      hintsOf(draft, { ...NOTHING, debarments: [{ ...barred, until }] }).get('supplier.name');

    assert.deepEqual(told('2026-11-28'), { is: 'barred', until: '2026-11-28', reason: '串通投标' });
    assert.deepEqual([told('2026-11-27'), told(null)?.is], [undefined, 'barred']);
  });

  it('say of a budget line what the gate says, and before that what was available when it was read', () => {
    const place = 'lines.0.funding.0.budgetLine';
    const budgetLines = [{ code: budgetLine, available: '420016.00' }];
    const told = {
      ...{ budgetLine, amount: '99980.00', available: '420016.01', availableAfter: '320036.01', isEnough: true },
      ...{
        state: 'open' as const,
        fiscalYear: 2026,
        isOfYear: true,
        warnPercent: null,
        threshold: null,
        crossed: null,
      },
    };

    assert.deepEqual(hintsOf(draft, { ...NOTHING, budgetLines }).get(place), {
      is: 'available',
      available: '420016.00',
    });
    assert.deepEqual(hintsOf(draft, { ...NOTHING, budgetLines, budget: [told] }).get(place), {
      ...{ is: 'budget', available: '420016.01', amount: '99980.00', after: '320036.01' },
    });
  });
});

describe('spare seats that are used', () => {
  const bought = { ...blankItem(1), category: 'office', provision: 'new-purchase', seats: '20', unitPrice: '880.00' };
  const order: OrderDraft = { ...draft, softwarePlan: [bought] };
  const entitlement = (id: string, free: number) => ({
    ...{ id, free, product: 'WPS Office', edition: '专业版', version: null, metric: 'device' as const },
    ...{ licensee: 'agency', platforms: [] },
  });
  const offer = (seats: number) => ({
    category: 'office' as const,
    seats,
    entitlements: [
      { entitlementId: 'ent_1', freeSeats: 12, platforms: ['linux-x64'] },
      { entitlementId: 'ent_2', freeSeats: 30, platforms: [] },
    ],
  });
  const planned = (draftNow: OrderDraft) =>
    draftNow.softwarePlan.map(({ item, provision, seats, entitlementId }) => [item, provision, seats, entitlementId]);

  it('stand in the place of seats that would be bought, right after right, and never more of them', () => {
    const known = [entitlement('ent_1', 12), entitlement('ent_2', 30)];

    assert.deepEqual(planned(withSpareSeats(order, offer(12), known)), [
      ['1', 'new-purchase', '8', ''],
      ['2', 'spare-entitlement', '12', 'ent_1'],
    ]);
    assert.deepEqual(planned(withSpareSeats(order, offer(40), known)), [
      ['2', 'spare-entitlement', '12', 'ent_1'],
      ['3', 'spare-entitlement', '8', 'ent_2'],
    ]);
  });

  it('are none where the right is not known or nothing of the kind is bought', () => {
    assert.equal(withSpareSeats(order, offer(12), []), order);
    const none = { ...order, softwarePlan: [] };
    assert.equal(withSpareSeats(none, offer(12), [entitlement('ent_1', 12)]), none);
  });
});
