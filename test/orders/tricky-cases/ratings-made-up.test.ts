import type { OrderLine } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type OfficeWish, openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf, onMachines } from './tricky-orders.ts';

type Computer = NonNullable<OrderLine['computer']>;
type Architecture = NonNullable<NonNullable<Computer['cpu']>['architecture']>;

const ORGAN: OfficeWish = { kind: 'party-government-organ', level: 'county' };
const SCHOOL: OfficeWish = { kind: 'other-institution', level: 'county' };
const CPU = 'OS-12 cpu-unconfirmed /lines/0/computer/cpu/securityRating';
const BOTH = 'OS-12 cpu-and-system-unconfirmed /lines/0/computer';
const ARCHITECTURE = 'INT-15 other-architecture /lines/0/computer/cpu/architecture';

describe('a rating that nobody has given', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const rated = async (securityRating: { level?: string; announcement?: string }, isBoth = true) => {
      const office = await openOffice(gate, ORGAN);
      const { cpu, operatingSystem } = lineOf(office).computer ?? {};
      const system = isBoth ? { operatingSystem: { ...operatingSystem, securityRating } } : {};
      return office.submit(onMachines(office.order(), { cpu: { ...cpu, securityRating }, ...system } as Computer));
    };

    it('goes to a person under an announcement that was never made, and under a level that there is not', async () => {
      for (const announcement of ['2099-9', '无此公告第9号', '2023-12'])
        assertJudged(await rated({ level: 'I', announcement }), 'referred', [BOTH]);
      assertJudged(await rated({ level: 'IX', announcement: '2023-1' }), 'referred', [BOTH]);
      assertJudged(await rated({ level: 'I', announcement: '2099-9' }, false), 'referred', [CPU]);
    });

    it('passes as it was published, however its number is written', async () => {
      for (const announcement of ['2023-1', '2023年第1号', '安全可靠测评结果公告（2023年第1号）', '2024-2'])
        assertApproved(await rated({ level: 'Ⅰ级', announcement }));
    });

    /** At a school, which buys what it likes, so that the rating says nothing. */
    const built = async (model: string, architecture: Architecture, wish = SCHOOL) => {
      const office = await openOffice(gate, wish);
      const line = lineOf(office);
      const cpu = { model, architecture, securityRating: line.computer?.cpu?.securityRating ?? null };
      const machine: OrderLine = { ...line, computer: { ...line.computer, category: 'desktop', cpu } };
      const items = Object.values(itemsOf(office)).map((item) => ({ ...item, platforms: [`linux-${architecture}`] }));
      return office.submit(composed(office, { lines: [machine], items }));
    };

    it('goes to a person where the architecture is not that of the processor', async () => {
      for (const [model, architecture] of [
        ['飞腾D2000', 'x64'],
        ['鲲鹏 920', 'x64'],
        ['海光C86-3G', 'arm64'],
        ['龙芯3A6000', 'arm64'],
        ['Intel Core i5-13400', 'loongarch64'],
        ['兆芯KX-6000', 'mips64'],
      ] as const)
        assertJudged(await built(model, architecture), 'referred', [ARCHITECTURE]);
      assertJudged(await built('飞腾D2000', 'x64', ORGAN), 'referred', [ARCHITECTURE]);
    });

    it('passes where it is, and where nobody knows the processor', async () => {
      for (const [model, architecture] of [
        ['飞腾腾锐D2000/8核', 'arm64'],
        ['Kunpeng 920', 'arm64'],
        ['海光C86-3G（Intel i5-12400兼容）', 'x64'],
        ['龙芯3A6000', 'loongarch64'],
        ['Intel Core i5-13400', 'x64'],
        ['某新型处理器 X1', 'arm64'],
      ] as const)
        assertApproved(await built(model, architecture));
    });
  });
});
