import assert from 'node:assert/strict';
import type { GatheredProduct } from '../../src/facts/gathered.ts';
import { evidenceState } from '../../src/facts/system/operating-system-evidence.ts';
import { statedSystem } from '../../src/facts/system/stated-system.ts';
import { givenInput, givenLineWith, givenProduct, type OperatingSystem } from './support.ts';

type Kind = NonNullable<NonNullable<OperatingSystem['evidence']>[number]['kind']>;
type LicenceType = OperatingSystem['licenceType'];

function stateOf(system: Partial<OperatingSystem>, product: Partial<GatheredProduct> = {}): string | undefined {
  const line = givenLineWith({ product: 'Example OS', ...system });
  const input = givenInput({ order: { lines: [line] }, gathered: { products: [givenProduct(product)] } });
  return evidenceState(statedSystem(input, line));
}

function papers(...kinds: readonly Kind[]): Pick<OperatingSystem, 'evidence'> {
  return { evidence: kinds.map((kind) => ({ kind, reference: 'A-1', seats: null })) };
}

describe('the evidence of a pre-installed system', () => {
  const foreign: readonly { licenceType: LicenceType; kinds: readonly Kind[]; state: string }[] = [
    { licenceType: 'oem', kinds: ['coa'], state: 'enough' },
    { licenceType: 'oem', kinds: ['oem-firmware-statement'], state: 'enough' },
    { licenceType: 'oem', kinds: ['vendor-authorization-letter'], state: 'enough' },
    { licenceType: 'oem', kinds: ['packing-list', 'serial-list'], state: 'enough' },
    { licenceType: 'oem', kinds: ['packing-list', 'invoice'], state: 'thin' },
    { licenceType: 'oem', kinds: [], state: 'thin' },
    { licenceType: 'volume', kinds: ['licence-page'], state: 'enough' },
    { licenceType: 'volume', kinds: ['purchase-contract'], state: 'thin' },
    { licenceType: 'subscription', kinds: ['licence-certificate'], state: 'enough' },
    { licenceType: 'retail', kinds: ['coa'], state: 'enough' },
    { licenceType: 'retail', kinds: ['invoice'], state: 'thin' },
    { licenceType: 'open-source', kinds: [], state: 'not-needed' },
    { licenceType: 'trial', kinds: [], state: 'not-needed' },
    { licenceType: null, kinds: ['coa'], state: 'thin' },
  ];
  for (const { licenceType, kinds, state } of foreign) {
    it(`is ${state} for ${licenceType} with ${kinds.join(', ') || 'no paper'}`, () => {
      assert.equal(stateOf({ licenceType, ...papers(...kinds) }), state);
    });
  }

  it('is thin for a volume licence that only upgrades another', () => {
    assert.equal(stateOf({ licenceType: 'volume', ...papers('licence-page') }, { volumeIsUpgradeOnly: true }), 'thin');
  });

  it('is thin for a system whose source nobody has opened, whatever its licence is called', () => {
    for (const osFamily of ['windows', 'macos'] as const) {
      assert.equal(stateOf({ licenceType: 'open-source' }, { osFamily }), 'thin', osFamily);
    }
  });

  const domestic: readonly { licenceType: LicenceType; kind: Kind; state: string }[] = [
    { licenceType: 'oem', kind: 'coa', state: 'thin' },
    { licenceType: 'oem', kind: 'serial-list', state: 'enough' },
    { licenceType: 'open-source', kind: 'free-use-statement', state: 'thin' },
    { licenceType: 'volume', kind: 'vendor-authorization-letter', state: 'enough' },
  ];
  for (const { licenceType, kind, state } of domestic) {
    it(`is ${state} for a domestic system under ${licenceType} with ${kind}`, () => {
      assert.equal(stateOf({ licenceType, ...papers(kind) }, { domestic: true }), state);
    });
  }

  it('is told for a product of unknown origin only where the origin makes no difference', () => {
    const of = (kind: Kind) => stateOf({ licenceType: 'oem', ...papers(kind) }, { domestic: null });

    assert.equal(of('serial-list'), 'enough');
    assert.equal(of('invoice'), 'thin');
    assert.equal(of('coa'), undefined);
  });

  it('is not asked for where nothing is pre-installed or nothing is named', () => {
    assert.equal(stateOf({ state: 'none', ...papers() }), 'not-needed');
    assert.equal(stateOf({ state: 'trial', ...papers() }), 'not-needed');
    assert.equal(stateOf({ product: null, licenceType: null, ...papers() }), 'not-needed');
  });
});
