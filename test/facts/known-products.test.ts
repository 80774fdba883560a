import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/derive-facts.ts';
import { candidateProducts, findProduct } from '../../src/facts/index.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { evaluationInput } from '../../src/orders/index.ts';
import { versionsMeant } from '../../src/register/index.ts';
import type { InstanceResult } from '../../src/rules/evaluate/evaluation.ts';
import { screen } from '../../src/rules/index.ts';
import {
  givenAgency,
  givenComputer,
  givenInput,
  givenItem,
  givenLine,
  givenLineWith,
  givenSystem,
  type InputChanges,
  type OperatingSystem,
  shippedPack,
} from './support.ts';

const TODAY = '2026-11-28';
const OF_SYSTEMS = ['OS-02', 'OS-05', 'OS-10', 'OS-11'];
const OF_ITEMS = ['PLN-06', 'PLN-08'];

/** What these rules say against an order of a school that nobody has posted a product for: "OS-10 ?" is undecided. */
function judged(changes: InputChanges, rules: readonly string[]): readonly string[] {
  const ruleSet = shippedPack();
  const agency = givenAgency({ kind: 'other-institution' });
  const gathered = { agency, products: [], ...changes.gathered };
  const input = givenInput({ ...changes, gathered, submittedOn: TODAY });
  const { order: body, submittedOn, decidedOn } = input;
  const question = { stage: 'submission', ruleSet, body, accepted: undefined, agency, submittedOn, decidedOn } as const;
  const results = screen(
    ruleSet.compiled,
    evaluationInput({ ...question, gathered: input.gathered }, deriveFacts(input)),
  );
  return results
    .filter(({ rule }) => rules.includes(rule))
    .flatMap(({ rule, instances }) => instances.flatMap(says(rule)));
}

const says =
  (rule: string) =>
  (instance: InstanceResult): readonly string[] => {
    if (instance.result === 'indeterminate') return [`${rule} ?`];
    return instance.result === 'clause' ? [`${rule} ${instance.clause}`] : [];
  };

describe('known systems, bought on 2026-11-28 for delivery on 2026-12-20 without a product posted', () => {
  const ENDED = ['OS-10 ended-by-delivery'];
  const SHORT = ['OS-10 ends-within-life'];
  const WHICH = ['OS-10 release-taken-as-newest'];

  // Name, edition, version; what is said against it; the end of support, and where the pack has it from.
  const rows: readonly (readonly [
    string,
    string | null,
    string | null,
    readonly string[],
    string | null | undefined,
    string,
  ])[] = [
    ['Windows 11', 'Pro', '25H2', SHORT, '2027-10-12', 'pureinfotech.com/windows-11-lifecycle'],
    ['Windows 11', '专业版', '25H2', SHORT, '2027-10-12', 'the same family by its Chinese name'],
    ['Windows', 'Professional', '11 25H2', SHORT, '2027-10-12', 'the same, written as product and version'],
    ['Windows 11', 'Enterprise', '25H2', SHORT, '2028-10-10', 'unverified: thirty-six months'],
    ['Windows 11', 'Education', '26H2', SHORT, '2029-10-09', 'unverified: thirty-six months'],
    ['Win11 专业版 26H2', '专业版', '26H2', SHORT, '2028-10-10', 'Atliso-Dev/win11-eos-audit releases'],
    ['Windows 11 24H2 Education', 'Education', '24H2', SHORT, '2027-10-12', 'endoflife.date windows'],
    ['Windows 11', 'Pro', '24H2', ENDED, '2026-10-13', 'endoflife.date windows'],
    ['Windows 11', 'Enterprise', '23H2', ENDED, '2026-11-10', 'endoflife.date windows'],
    ['Win11 专业版 23H2', '专业版', '23H2', ENDED, '2025-11-11', 'endoflife.date windows'],
    ['Windows 11', 'Pro', '22H2', ENDED, '2024-10-08', 'endoflife.date windows'],
    ['Windows 11', 'Enterprise', '22H2', ENDED, '2025-10-14', 'endoflife.date windows'],
    ['Windows', 'Pro', '22H2', ENDED, '2025-10-14', '22H2 of 10 and of 11: both have ended, the later is named'],
    ['Windows 11', 'Enterprise', 'LTSC 2024', SHORT, '2029-10-09', 'endoflife.date windows'],
    ['Windows 11', 'IoT Enterprise LTSC', '24H2', [], '2034-10-10', 'endoflife.date windows'],
    ['Windows 10', 'Pro', '22H2', ENDED, '2025-10-14', 'endoflife.date windows'],
    ['Windows', '教育版', '10', ENDED, '2025-10-14', 'every feature update of 10 has ended'],
    ['Windows 10', 'Enterprise LTSC', '21H2', SHORT, '2027-01-12', 'endoflife.date windows: LTSC 2021'],
    ['Windows 10 企业版 LTSC 2021', '企业版 LTSC', 'LTSC 2021', SHORT, '2027-01-12', 'endoflife.date windows'],
    ['Windows 10', 'IoT Enterprise LTSC', 'LTSC 2021', SHORT, '2032-01-13', 'endoflife.date windows'],
    ['Windows 10', 'Enterprise LTSC', 'LTSC 2019', SHORT, '2029-01-09', 'endoflife.date windows'],
    ['Windows 7', '专业版', '7', ENDED, '2020-01-14', 'endoflife.date windows'],
    ['Windows', 'Pro', '8', [...ENDED, 'OS-11 banned'], '2016-01-12', 'endoflife.date windows; notice of 2014-05-16'],
    ['Windows 11', 'Pro', '11', WHICH, null, 'the release is not stated'],
    ['Windows 11', 'Home', '25H2', ['OS-05 home-not-allowed', ...SHORT], '2027-10-12', 'endoflife.date windows'],
    ['Windows 11', 'Pro', '27H2', ['OS-10 ?'], undefined, 'no such release is known'],
    ['Windows 11', 'Supreme', '25H2', ['OS-05 ?', 'OS-10 ?'], undefined, 'no such edition is known'],
    ['Windows 11', 'Pro', null, ['OS-02 incomplete'], null, 'no version at all is one finding'],
    ['UnionTech UOS Desktop', 'Professional', '20', [], null, 'no end announced that anybody read'],
    ['统信桌面操作系统 V20', '专业版', '1070', [], null, 'no end announced that anybody read'],
    ['统信UOS', 'Professional', 'V20 (1060)', [], null, 'no end announced that anybody read'],
    ['银河麒麟 V10 SP1', null, 'V10 SP1', [], null, 'no end announced that anybody read'],
    ['银河麒麟桌面操作系统V10', null, 'V10 (SP1)', [], null, 'no end announced that anybody read'],
    ['Kylin Desktop', null, 'V11', [], null, 'no end announced that anybody read'],
    ['统信UOS', '专业版', '20 内测版', ['OS-10 ?'], undefined, 'a word that no release has'],
    ['统信UOS', '专业版', '20 Бета', ['OS-10 ?'], undefined, 'a word of another script that no release has'],
    ['银河麒麟', null, 'V4', ['OS-10 ?'], undefined, 'no such release is known'],
    ['Windows 10', '企业版 LTSC', '10 LTSC 2021', SHORT, '2027-01-12', 'the line of the licence, not the release'],
    ['Windows 10', '神州网信政府版', 'V2022-L', ['OS-10 ?'], undefined, 'nobody has read when its support ends'],
    ['deepin', null, '23', ['OS-10 ?'], undefined, 'nobody has read when its support ends'],
    ['中标麒麟桌面操作系统', null, 'V7', ['OS-10 ?'], undefined, 'unverified: said to have ended on 2024-06-30'],
  ];
  for (const [product, edition, version, against, endsOn, source] of rows) {
    it(`${product}, ${edition}, ${version}: ${against.join(', ') || 'nothing'} (${source})`, () => {
      const system: Partial<OperatingSystem> = { product, edition, version };
      const order = { lines: [givenLineWith(system)] };

      assert.deepEqual(judged({ order }, OF_SYSTEMS), against);
      const facts = deriveFacts(givenInput({ order, gathered: { products: [] }, submittedOn: TODAY })).lines[0];
      assert.equal(facts?.['line.os.supportEndsOn'], endsOn);
    });
  }

  it('names the releases to choose from where only the line is stated, by the edition', () => {
    const of = (edition: string) => {
      const order = { lines: [givenLineWith({ product: 'Windows 11', edition, version: '11' })] };
      const { lines } = deriveFacts(givenInput({ order, gathered: { products: [] }, submittedOn: TODAY }));
      return lines[0]?.['line.os.supportedReleases'];
    };
    assert.deepEqual(of('Pro'), ['11 26H2 (2028-10-10)', '11 26H1 (2028-03-14)', '11 25H2 (2027-10-12)']);
    assert.equal(String(of('Education')).includes('11 24H2 (2027-10-12)'), true);
  });

  it('are judged on a day before as that day had it', () => {
    const of = (submittedOn: string) => {
      const order = { lines: [givenLineWith({ product: 'Windows 11', edition: 'Pro', version: '22H2' })] };
      const input = givenInput({
        order: { ...order, expectedDeliveryOn: null },
        gathered: { products: [] },
        submittedOn,
      });
      return deriveFacts(input).lines[0]?.['line.os.support'];
    };
    assert.deepEqual([of('2024-10-07'), of('2024-10-08')], ['ends-within-life', 'ended-by-delivery']);
  });
});

describe('the platform of known software', () => {
  it('is judged for Kylin on Loongson as on any other processor', () => {
    const onLoongson = (platform: string) => {
      const system = givenSystem({ product: '银河麒麟 V10 SP1', edition: null, version: 'V10 SP1' });
      const cpu = { model: 'Loongson 3A6000', architecture: 'loongarch64', securityRating: null } as const;
      const lines = [givenLine({ computer: givenComputer({ cpu, operatingSystem: system }) })];
      const item = givenItem({
        product: 'WPS Office for Linux',
        edition: '专业版',
        version: '2023',
        platforms: [platform] as never,
      });
      return judged({ order: { lines, softwarePlan: [item] } }, [...OF_SYSTEMS, ...OF_ITEMS]);
    };

    assert.deepEqual(onLoongson('linux-loongarch64'), []);
    assert.deepEqual(onLoongson('windows-x64'), ['PLN-08 no-platform-fits']);
  });
});

describe('known office software without a product posted', () => {
  const rows: readonly (readonly [
    string,
    string | null,
    string | null,
    readonly string[],
    string | null | undefined,
  ])[] = [
    ['WPS Office', 'Professional', '2023', [], null],
    ['WPS Office 2019 for Linux', '专业版', '2019', [], null],
    ['WPS Office', '个人版', '2023', ['PLN-06 personal-edition'], null],
    ['WPS Office', 'Supreme', '2023', ['PLN-06 ?'], null],
    ['Office 2016', '专业增强版', '2016', [], '2025-10-14'],
    ['Microsoft Office', 'Standard', '2019', [], '2025-10-14'],
    ['Office', 'Professional Plus', 'LTSC 2021', [], '2026-10-13'],
    ['Office LTSC 2024', 'Professional Plus', '2024', [], '2029-10-09'],
    ['Microsoft 365', '企业应用版', '365', [], null],
    ['Microsoft 365', '家庭版', '365', ['PLN-06 personal-edition'], null],
    ['Microsoft Office', 'Standard', '2030', [], undefined],
  ];
  for (const [product, edition, version, against, endsOn] of rows) {
    it(`${product}, ${edition}, ${version}: ${against.join(', ') || 'nothing'}, ends ${endsOn}`, () => {
      const item: Partial<PlanItem> = { product, edition, version };

      const system = givenSystem({ product: 'Windows 11', edition: 'Pro', version: '25H2' });
      const cpu = { model: 'Intel Core i5-13500', architecture: 'x64', securityRating: null } as const;
      const lines = [givenLine({ computer: givenComputer({ cpu, operatingSystem: system }) })];
      const softwarePlan = [givenItem({ ...item, platforms: ['windows-x64'] })];
      assert.deepEqual(judged({ order: { lines, softwarePlan } }, OF_ITEMS), against);
      const known = findProduct(candidateProducts(givenInput({ gathered: { products: [] } })), {
        category: 'office',
        name: product,
      });
      assert.ok(known);
      const { versions } = versionsMeant(known, { name: product, edition, version });
      assert.equal(versions.length === 0 ? undefined : versions[0]?.supportEndsOn, endsOn);
    });
  }
});

describe('the catalogue of known products', () => {
  const known = shippedPack().policyFor({
    region: '000000',
    level: 'county',
    on: givenInput().decidedOn,
  }).knownProducts;

  it('gives each end of support its source, or says that it was not verified', () => {
    const bare = (known ?? []).flatMap(({ name, versions }) =>
      versions.filter(({ verified, source }) => verified && !source).map(({ version }) => `${name} ${version}`),
    );
    assert.deepEqual(bare, []);
  });

  it('dates a version once for each of its editions, and only for editions that the product has', () => {
    for (const { name, editions, versions } of known ?? []) {
      const names = editions.map((edition) => edition.name);
      const dated = versions.flatMap((one) => (one.editions ?? ['']).map((edition) => `${one.version}/${edition}`));
      assert.deepEqual(
        dated.filter((one, at) => dated.indexOf(one) !== at),
        [],
        name,
      );
      assert.deepEqual(
        versions.flatMap((one) => one.editions ?? []).filter((one) => !names.includes(one)),
        [],
        name,
      );
    }
  });
});
