import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { unitPriceWithOs } from '../../src/facts/system/os-price.ts';
import type { Facts } from '../../src/rules/index.ts';
import { givenAgency, givenApproval, givenInput, givenLine, givenMachine, type InputChanges } from './support.ts';

function factsOf(line: OrderLine, changes: InputChanges = {}): Facts {
  const input = givenInput({ ...changes, order: { ...changes.order, lines: [line] } });
  return lineFacts(input, 0, line);
}

function software(category: 'office' | 'antivirus-client' | 'other' | null, code: string): OrderLine {
  return givenLine({ goods: 'software', catalogue: { edition: '2022', code }, computer: null, software: { category } });
}

function other(code: string | null): OrderLine {
  return givenLine({ goods: 'other', catalogue: { edition: '2022', code }, computer: null });
}

describe('machines that another line pays for', () => {
  it('have no price, no item of the catalogue and no price with a system of their own', () => {
    const line = givenLine({ pricedIn: 2, unitPrice: '0.00' });
    const input = givenInput({ order: { lines: [line] } });
    const facts = lineFacts(input, 0, line);

    assert.deepEqual(
      [facts['line.unitPriceFen'], facts['line.inCentralCatalogue'], unitPriceWithOs(input, line)],
      [...[null, null, null]],
    );
  });
});

describe('a catalogue code against what the line buys', () => {
  const cases: readonly { says: string; line: OrderLine; decode: string | undefined }[] = [
    { says: 'a desktop of 2022', line: givenMachine('desktop', '2022', 'A02010105'), decode: 'match' },
    {
      says: 'a desktop with the laptop code of 2013',
      line: givenMachine('desktop', '2013', 'A02010105'),
      decode: 'mismatch',
    },
    { says: 'a laptop with that code', line: givenMachine('laptop', '2013', 'A02010105'), decode: 'match' },
    {
      says: 'a server with the desktop code of 2013',
      line: givenMachine('server', '2013', 'A02010104'),
      decode: 'mismatch',
    },
    {
      says: 'an all-in-one with the desktop code',
      line: givenMachine('all-in-one', '2022', 'A02010105'),
      decode: 'match',
    },
    {
      says: 'a thin client as other computer',
      line: givenMachine('thin-client', '2022', 'A02010199'),
      decode: 'match',
    },
    { says: 'a desktop as other computer', line: givenMachine('desktop', '2022', 'A02010199'), decode: 'mismatch' },
    { says: 'a code that no table holds', line: givenMachine('desktop', '2022', 'A02019999'), decode: undefined },
    { says: 'no code', line: givenMachine('desktop', '2022', null), decode: 'not-stated' },
    { says: 'a code without its edition', line: givenMachine('desktop', null, 'A02010105'), decode: 'not-stated' },
    { says: 'a machine of no kind', line: givenMachine(null, '2022', 'A02010105'), decode: 'not-stated' },
    { says: 'office as basic software', line: software('office', 'A08060301'), decode: 'match' },
    { says: 'antivirus as basic software', line: software('antivirus-client', 'A08060301'), decode: 'mismatch' },
    {
      says: 'antivirus as support software, which may be any',
      line: software('antivirus-client', 'A08060302'),
      decode: 'match',
    },
    { says: 'business software as application software', line: software('other', 'A08060303'), decode: 'match' },
    { says: 'antivirus as application software', line: software('antivirus-client', 'A08060303'), decode: 'match' },
    { says: 'software of no kind', line: software(null, 'A08060301'), decode: 'match' },
    { says: 'software with the code of desktops', line: software('office', 'A02010105'), decode: 'mismatch' },
    { says: 'furniture', line: other('A05010201'), decode: 'match' },
    { says: 'furniture with the code of desktops', line: other('A02010105'), decode: 'mismatch' },
    { says: 'another device with the code of other computers', line: other('A02010199'), decode: 'match' },
  ];
  for (const { says, line, decode } of cases) {
    it(`is ${decode ?? 'missing'} for ${says}`, () => {
      assert.equal(factsOf(line)['line.catalogueDecode'], decode);
    });
  }
});

describe('the central catalogue', () => {
  const server = givenMachine('server', '2022', 'A02010104');
  const cases: readonly {
    says: string;
    line: OrderLine;
    changes?: InputChanges;
    isCentral: boolean | null | undefined;
  }[] = [
    { says: 'a desktop', line: givenMachine('desktop', '2022', 'A02010105'), isCentral: true },
    {
      says: 'a thin client under the desktops’ code',
      line: givenMachine('thin-client', '2022', 'A02010105'),
      isCentral: true,
    },
    { says: 'a workstation', line: givenMachine('workstation', '2022', 'A02010106'), isCentral: false },
    { says: 'office, listed by kind', line: software('office', 'A08060301'), isCentral: true },
    { says: 'software of another kind', line: software(null, 'A08060399'), isCentral: false },
    { says: 'other goods', line: other('A05010201'), isCentral: false },
    { says: 'no code', line: givenMachine('desktop', '2022', null), isCentral: null },
    { says: 'a code nobody knows', line: givenMachine('desktop', '2022', 'A02019999'), isCentral: undefined },
    {
      says: 'a region that has no list',
      line: givenMachine('desktop', '2022', 'A02010105'),
      changes: { policy: { centralCatalogue: undefined } },
      isCentral: undefined,
    },
    {
      says: 'software, listed as a whole',
      line: software(null, 'A08060399'),
      changes: { policy: { centralCatalogue: ['software'] } },
      isCentral: true,
    },
    { says: 'a server', line: server, isCentral: true },
    {
      says: 'servers of 99,999.99 yuan inside an integration project',
      line: { ...server, quantity: 1, unitPrice: '99999.99' },
      changes: { order: { package: 'integration' } },
      isCentral: false,
    },
    {
      says: 'servers of 100,000.00 yuan inside an integration project',
      line: { ...server, quantity: 1, unitPrice: '100000.00' },
      changes: { order: { package: 'integration' } },
      isCentral: true,
    },
    {
      says: 'a desktop inside an integration project',
      line: givenMachine('desktop', '2022', 'A02010105'),
      changes: { order: { package: 'integration' } },
      isCentral: true,
    },
  ];
  for (const { says, line, changes, isCentral } of cases) {
    it(`${isCentral === true ? 'holds' : `gives ${isCentral} for`} ${says}`, () => {
      assert.equal(factsOf(line, changes)['line.inCentralCatalogue'], isCentral);
    });
  }

  it('is asked for the level of the agency', () => {
    const central = givenAgency({ level: 'central', region: '000000' });
    const unknown = givenAgency({ level: 'city', region: '000000' });

    assert.equal(factsOf(givenLine(), { gathered: { agency: central } })['line.inCentralCatalogue'], true);
    assert.equal('line.inCentralCatalogue' in factsOf(givenLine(), { gathered: { agency: unknown } }), false);
  });
});

describe('facts of any line', () => {
  const origins = [
    { domestic: true, fact: 'yes' },
    { domestic: false, fact: 'no' },
    { domestic: null, fact: 'not-stated' },
  ];
  for (const { domestic, fact } of origins) {
    it(`takes domestic ${domestic} for ${fact}`, () => {
      assert.equal(factsOf(givenLine({ domestic }))['line.domestic'], fact);
    });
  }

  const brands: readonly { says: string; line: Partial<OrderLine>; order: InputChanges['order']; names: boolean }[] = [
    {
      says: 'a brand in an open tender',
      line: { model: null },
      order: { method: 'open-tender', supplier: null },
      names: true,
    },
    { says: 'a model in an inquiry', line: { brand: null }, order: { method: 'inquiry', supplier: null }, names: true },
    {
      says: 'neither',
      line: { brand: null, model: null },
      order: { method: 'open-tender', supplier: null },
      names: false,
    },
    { says: 'a brand once there is a supplier', line: {}, order: { method: 'open-tender' }, names: false },
    { says: 'a brand in the e-mall', line: {}, order: { supplier: null }, names: false },
    { says: 'a brand by no method', line: {}, order: { method: null, supplier: null }, names: false },
  ];
  for (const { says, line, order, names } of brands) {
    it(`${names ? 'finds' : 'does not find'} a brand named before there is an offer with ${says}`, () => {
      assert.equal(factsOf(givenLine(line), { order })['line.namesBrandInOpenMethod'], names);
    });
  }

  it('does not guess which methods forbid brands', () => {
    assert.equal(
      'line.namesBrandInOpenMethod' in factsOf(givenLine(), { policy: { brandNeutralMethods: undefined } }),
      false,
    );
  });

  const kinds = [
    ['special-equipment', 'line.approval.specialEquipment'],
    ['import-product', 'line.approval.importProduct'],
    ['no-idle-assets', 'line.approval.noIdleAssets'],
    ['bare-metal-server', 'line.approval.bareMetal'],
  ] as const;
  for (const [kind, name] of kinds) {
    it(`takes ${kind} for the lines it names and no others`, () => {
      const own = factsOf(givenLine(), { order: { approvals: [givenApproval({ kind, lines: [1] })] } });
      const foreign = factsOf(givenLine(), { order: { approvals: [givenApproval({ kind, lines: [2] })] } });

      assert.deepEqual(
        kinds.map(([, fact]) => own[fact]),
        kinds.map(([, fact]) => fact === name),
      );
      assert.equal(foreign[name], false);
    });
  }
});
