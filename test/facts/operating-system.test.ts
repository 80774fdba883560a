import assert from 'node:assert/strict';
import type { GatheredProduct } from '../../src/facts/gathered.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  givenComputer,
  givenInput,
  givenLine,
  givenLineWith,
  givenProduct,
  type InputChanges,
  type OperatingSystem,
} from './support.ts';

function factsOf(system: Partial<OperatingSystem>, changes: InputChanges = {}): Facts {
  const line = givenLineWith(system);
  return operatingSystemFacts(givenInput({ ...changes, order: { lines: [line], ...changes.order } }), line);
}

function withProduct(changes: Partial<GatheredProduct> = {}): InputChanges {
  return { gathered: { products: [givenProduct(changes)] } };
}

const EXAMPLE: Partial<OperatingSystem> = { product: 'Example OS', version: '2' };
const WAITING = [
  ...['editionClass', 'evidenceState', 'rating', 'supportEndsOn', 'support', 'isBanned', 'targetRelation'],
  ...['family', 'isDomestic'],
];

describe('the operating system of a line', () => {
  it('is nothing but its state while it is only required', () => {
    const facts = factsOf({ state: 'required', product: 'Nobody’s OS' });

    assert.equal(facts['line.os.state'], 'required');
    assert.equal(facts['line.os.description'], 'complete');
    for (const name of WAITING) assert.equal(facts[`line.os.${name}`], null, name);
  });

  it('is on a machine that is on offer where the mall, an agreement, a supplier, a brand or a model says which', () => {
    const bare = givenLine({ brand: null, model: null });
    const hasOffer = (order: InputChanges['order'], line: Partial<OrderLine> = {}) =>
      operatingSystemFacts(givenInput({ order: { method: 'inquiry', supplier: null, ...order } }), {
        ...bare,
        ...line,
      })['line.os.hasOffer'];

    assert.equal(hasOffer({}), false);
    assert.equal(hasOffer({ method: 'open-tender' }), false);
    assert.equal(hasOffer({ method: 'e-mall' }), true);
    assert.equal(hasOffer({ method: 'framework-agreement' }), true);
    assert.equal(hasOffer({ supplier: { creditCode: null, name: '某公司' } }), true);
    assert.equal(hasOffer({}, { brand: 'Example' }), true);
    assert.equal(hasOffer({}, { model: 'E-1' }), true);
  });

  for (const state of ['none', 'dos'] as const) {
    it(`has nothing more to be found on a machine with ${state}`, () => {
      const facts = factsOf({
        state,
        product: null,
        edition: null,
        version: null,
        licenceType: null,
        securityRating: null,
      });

      assert.equal(facts['line.os.description'], 'complete');
      assert.equal(facts['line.os.family'], null);
      assert.equal(facts['line.os.isDomestic'], null);
      assert.equal(facts['line.os.editionClass'], 'not-stated');
      assert.equal(facts['line.os.evidenceState'], 'not-needed');
      assert.equal(facts['line.os.support'], 'not-stated');
      assert.equal(facts['line.os.supportEndsOn'], null);
      assert.equal(facts['line.os.isBanned'], false);
      assert.equal(facts['line.os.targetRelation'], 'same');
    });
  }

  it('is unknown on a machine that says nothing about it', () => {
    const line = givenLine({ computer: givenComputer({ operatingSystem: null }) });
    const facts = operatingSystemFacts(givenInput({ order: { lines: [line] } }), line);

    assert.equal(facts['line.os.state'], 'unknown');
    assert.equal(facts['line.os.description'], 'incomplete');
    assert.equal(facts['line.os.licenceType'], 'not-stated');
    assert.deepEqual(facts['line.os.evidenceKinds'], []);
    assert.equal(facts['line.os.evidenceState'], 'not-needed');
  });

  const descriptions: readonly { says: string; system: Partial<OperatingSystem>; description: string }[] = [
    { says: 'product, edition and version', system: {}, description: 'complete' },
    { says: 'no product', system: { product: null }, description: 'incomplete' },
    { says: 'no version', system: { version: null }, description: 'incomplete' },
    { says: 'no edition', system: { edition: null }, description: 'incomplete' },
    {
      says: 'no edition of a product that comes in none',
      system: { product: 'Kylin Desktop', version: 'V10', edition: null },
      description: 'complete',
    },
    {
      says: 'no edition of a product nobody knows',
      system: { product: 'Nobody’s OS', edition: null },
      description: 'incomplete',
    },
    { says: 'a trial without an edition', system: { state: 'trial', edition: null }, description: 'incomplete' },
  ];
  for (const { says, system, description } of descriptions) {
    it(`is described ${description}ly with ${says}`, () => {
      assert.equal(factsOf(system)['line.os.description'], description);
    });
  }

  it('is missing whatever only the register could say of a product that nobody registered', () => {
    const facts = factsOf({ product: 'Nobody’s OS' });

    for (const name of ['family', 'isDomestic', 'supportEndsOn', 'support'])
      assert.equal(`line.os.${name}` in facts, false, name);
    assert.equal(facts['line.os.isBanned'], false);
    assert.equal(facts['line.os.rating'], 'declared-only');
    assert.equal(facts['line.os.targetRelation'], 'same');
  });

  it('is what a posted row says, before what the pack knows', () => {
    const facts = factsOf(
      {},
      withProduct({ name: '统信UOS', aliases: ['UnionTech UOS Desktop'], domestic: false, osFamily: 'other' }),
    );

    assert.equal(facts['line.os.isDomestic'], false);
    assert.equal(facts['line.os.family'], 'other');
  });

  it('is missing what a posted row leaves open', () => {
    const facts = factsOf(EXAMPLE, withProduct({ domestic: null, osFamily: null }));

    assert.equal('line.os.isDomestic' in facts, false);
    assert.equal('line.os.family' in facts, false);
  });

  it('shows an authorisation of the lessor', () => {
    assert.equal(factsOf({ evidence: [{ kind: 'lessor-authorization' }] })['line.hasLessorAuthorisation'], true);
    assert.equal(factsOf({})['line.hasLessorAuthorisation'], false);
  });
});

describe('the edition of an operating system', () => {
  const cases: readonly {
    says: string;
    system: Partial<OperatingSystem>;
    changes?: InputChanges;
    editionClass: string | undefined;
  }[] = [
    { says: 'a registered edition for units', system: { edition: 'professional' }, editionClass: 'unit' },
    { says: 'a registered edition for homes', system: { edition: 'Community' }, editionClass: 'home' },
    { says: 'an unregistered name that contains home', system: { edition: 'Ｈｏｍｅ Plus' }, editionClass: 'home' },
    { says: 'an unregistered name that contains 家庭', system: { edition: '豪华家庭版' }, editionClass: 'home' },
    { says: 'an unregistered name for persons', system: { edition: '个人版' }, editionClass: 'home' },
    { says: 'a name that the register of the product lacks', system: { edition: 'Supreme' }, editionClass: undefined },
    {
      says: 'a name on no list, of a product without editions',
      system: { product: 'Kylin Desktop', edition: 'Supreme' },
      editionClass: 'unit',
    },
    {
      says: 'a name on no list, of a product that nobody registered',
      system: { product: 'Nobody’s OS', edition: 'Supreme' },
      editionClass: 'unit',
    },
    {
      says: 'a registered unit edition, whatever its name',
      system: { ...EXAMPLE, edition: 'Home Office' },
      changes: withProduct({ editions: [{ name: 'Home Office', unitEligible: true, rank: 1 }] }),
      editionClass: 'unit',
    },
    { says: 'no edition', system: { edition: null }, editionClass: 'not-stated' },
    {
      says: 'a name to be looked up in a list that is missing',
      system: { edition: 'Ultimate' },
      changes: { policy: { editionNames: { home: undefined, personal: undefined, unit: undefined } } },
      editionClass: undefined,
    },
    {
      says: 'a name to be looked up in two lists, one of which is missing',
      system: { edition: 'Ultimate' },
      changes: { policy: { editionNames: { home: ['home'], personal: undefined, unit: [] } } },
      editionClass: undefined,
    },
    {
      says: 'a registered edition without any list',
      system: {},
      changes: { policy: { editionNames: { home: undefined, personal: undefined, unit: undefined } } },
      editionClass: 'unit',
    },
  ];
  for (const { says, system, changes, editionClass } of cases) {
    it(`is ${editionClass ?? 'missing'} for ${says}`, () => {
      assert.equal(factsOf(system, changes)['line.os.editionClass'], editionClass);
    });
  }
});

describe('the rating of an operating system', () => {
  const cases: readonly { says: string; system: Partial<OperatingSystem>; rating: string }[] = [
    { says: 'product and version on the list', system: {}, rating: 'listed' },
    { says: 'another name of the product', system: { product: '统信UOS' }, rating: 'listed' },
    { says: 'another version', system: { version: '21' }, rating: 'declared-only' },
    {
      says: 'a product listed for every version',
      system: { product: 'NFS Desktop', version: '9.9' },
      rating: 'listed',
    },
    { says: 'a system that is not described by version', system: { version: null }, rating: 'not-stated' },
    { says: 'a system that is not described by name', system: { product: null }, rating: 'not-stated' },
    { says: 'a trial that is not described', system: { state: 'trial', version: null }, rating: 'not-stated' },
    { says: 'no claim', system: { securityRating: null }, rating: 'absent' },
    {
      says: 'a machine without a system',
      system: { state: 'none', product: null, securityRating: null },
      rating: 'absent',
    },
  ];
  for (const { says, system, rating } of cases) {
    it(`is ${rating} for ${says}`, () => {
      assert.equal(factsOf(system)['line.os.rating'], rating);
    });
  }

  it('is missing before there is a list', () => {
    assert.equal('line.os.rating' in factsOf({}, { policy: { ratedOperatingSystems: undefined } }), false);
  });
});

describe('a ban on an operating system', () => {
  const cases: readonly { says: string; system: Partial<OperatingSystem>; decidedOn?: string; isBanned: boolean }[] = [
    { says: 'product and version', system: { product: 'Windows', version: '8' }, isBanned: true },
    { says: 'another name of the product', system: { product: '微软 Windows', version: '8' }, isBanned: true },
    { says: 'its first day', system: { product: 'Windows', version: '8' }, decidedOn: '2014-05-16', isBanned: true },
    { says: 'another version', system: { product: 'Windows', version: '8.1' }, isBanned: false },
    { says: 'no version', system: { product: 'Windows', version: null }, isBanned: false },
    { says: 'no product', system: { product: null, version: '8' }, isBanned: false },
    { says: 'another product', system: { product: 'Nobody’s OS', version: '8' }, isBanned: false },
  ];
  for (const { says, system, decidedOn, isBanned } of cases) {
    it(`${isBanned ? 'meets' : 'does not meet'} ${says}`, () => {
      assert.equal(factsOf(system, decidedOn === undefined ? {} : { decidedOn })['line.os.isBanned'], isBanned);
    });
  }

  it('has days of its own', () => {
    const ban = (from: string | null, until: string | null): InputChanges => ({
      policy: { bannedOperatingSystems: [{ product: 'Nobody’s OS', version: null, from, until }] },
    });
    const of = (changes: InputChanges) => factsOf({ product: 'nobody’s  os' }, changes)['line.os.isBanned'];

    assert.equal(of(ban(null, '2026-04-12')), true);
    assert.equal(of(ban(null, '2026-04-11')), false);
    assert.equal(of(ban('2026-04-12', null)), true);
    assert.equal(of(ban('2026-04-13', null)), false);
    assert.equal(of({ policy: { bannedOperatingSystems: undefined } }), undefined);
  });
});
