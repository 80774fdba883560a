import assert from 'node:assert/strict';
import { coverage } from '../../src/facts/plan/coverage.ts';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import {
  type Computer,
  givenComputer,
  givenInput,
  givenItem,
  givenLine,
  givenProduct,
  givenSystem,
} from './support.ts';

type Platforms = NonNullable<PlanItem['platforms']>;
type Architecture = NonNullable<NonNullable<Computer['cpu']>['architecture']>;
/** The product, the platforms that its item states, and the system and the processor of the machines. */
type Row = readonly [string, readonly string[], string, Architecture];

const NOT_BUILT: readonly Row[] = [
  ['Microsoft Office 2021', ['linux-arm64'], '银河麒麟V10', 'arm64'],
  ['Office 2019', ['linux-arm64'], '统信UOS', 'arm64'],
  ['微软Office LTSC 2021', ['linux-x64'], '统信UOS', 'x64'],
  ['Office 专业增强版 2021', ['linux-x64'], '银河麒麟', 'x64'],
  ['Microsoft Office Professional Plus 2021', ['linux-loongarch64'], '统信UOS', 'loongarch64'],
  ['MS Office', ['linux-arm64', 'linux-x64', 'windows-x64'], '银河麒麟', 'arm64'],
  ['Microsoft 365', ['linux-x64'], 'Ubuntu', 'x64'],
  ['Office 2024', ['linux-sw64'], '银河麒麟', 'sw64'],
  ['Microsoft Office', ['other-x64', 'linux-x64'], 'deepin', 'x64'],
  ['Office LTSC 2024', ['linux-mips64'], '中科方德', 'mips64'],
];

const BUILT: readonly Row[] = [
  ['Microsoft Office 2021', ['windows-x64'], 'Windows 11', 'x64'],
  ['Office LTSC 2024', ['windows-x86'], 'Windows 11', 'x64'],
  ['Microsoft 365', ['windows-arm64'], 'Windows 11', 'arm64'],
  ['Office 2019', ['windows-x64', 'macos-x64'], 'Windows 10', 'x64'],
  ['WPS Office for Linux', ['linux-arm64'], '银河麒麟', 'arm64'],
  ['WPS Office', ['linux-loongarch64'], '统信UOS', 'loongarch64'],
  ['永中Office', ['linux-x64'], '统信UOS', 'x64'],
  ['LibreOffice', ['linux-arm64'], '银河麒麟', 'arm64'],
  ['Office 2021', ['windows-x64', 'linux-x64'], 'Windows 11', 'x64'],
];

function fitOf([product, platforms, system, architecture]: Row, changes: Parameters<typeof givenInput>[0] = {}) {
  const cpu = { architecture };
  const computer = givenComputer({ cpu, operatingSystem: givenSystem({ product: system }) });
  const item = givenItem({ product, platforms: platforms as Platforms });
  const order = { lines: [givenLine({ computer })], softwarePlan: [item] };
  return planItemFacts(givenInput({ gathered: { products: [] }, ...changes, order }))[0]?.['item.platformFit'];
}

describe('software that is planned for machines it is not built for', () => {
  for (const row of NOT_BUILT) {
    it(`is told of ${row.join(', ')}`, () => assert.equal(fitOf(row), 'not-built'));
  }
  for (const row of BUILT) {
    it(`is not told of ${row.join(', ')}`, () => assert.equal(fitOf(row), 'all'));
  }

  const onKylin: Row = ['Microsoft Office 2021', ['linux-arm64'], '银河麒麟V10', 'arm64'];

  it('is told of a product that was posted without its platforms', () => {
    const posted = givenProduct({ category: 'office', name: 'Microsoft Office 2021', osFamily: null });
    assert.equal(fitOf(onKylin, { gathered: { products: [posted] } }), 'not-built');
  });

  it('is told before platforms that are not stated or fit none', () => {
    assert.equal(fitOf(['Office 2021', [], '银河麒麟V10', 'arm64']), 'not-built');
    assert.equal(fitOf(['Office 2021', ['windows-x64'], '银河麒麟V10', 'arm64']), 'not-built');
    assert.equal(fitOf(['Office 2021', [], 'Windows 11', 'x64']), 'not-stated');
    assert.equal(fitOf(['Office 2021', ['linux-x64'], 'Windows 11', 'x64']), 'none');
  });

  it('covers the machines alone that it is built for', () => {
    const windows = givenSystem({ product: 'Windows 11' });
    const on = (architecture: Architecture, operatingSystem = givenSystem()) =>
      givenLine({ quantity: 5, computer: givenComputer({ cpu: { architecture }, operatingSystem }) });
    const lines = [on('x64', windows), on('arm64')];
    const item = givenItem({ product: 'Office 2021', platforms: ['windows-x64', 'linux-arm64'], seats: 10 });
    const input = givenInput({ order: { lines, softwarePlan: [item] }, gathered: { products: [] } });
    assert.equal(planItemFacts(input)[0]?.['item.platformFit'], 'some');
    assert.equal(coverage(input, 'office').covered, 5);
  });

  it('is nothing that a rule set of before knows', () => {
    const { knownProducts = [] } = givenInput().policy.decisionDate;
    const before = knownProducts.map(({ runsOn: _runsOn, ...product }) => product);
    assert.equal(fitOf(onKylin, { policy: { knownProducts: before } }), 'all');
  });
});
