import assert from 'node:assert/strict';
import { fen } from '../../../src/kernel/index.ts';
import {
  type ClosingLine,
  type NextLine,
  planLines,
  sumsOf,
  type Treatment,
} from '../../../src/orders/year-end/year-end.ts';

const LINE: ClosingLine = {
  ...{ code: 'JZ-2026', agencyCode: 'A', project: '办公设备更新', projectCode: null, economicClass: '31002' },
  ...{
    appropriationFen: fen(1_000),
    reservedFen: fen(200),
    encumberedFen: fen(300),
    spentFen: fen(0),
    isFrozen: false,
  },
};
const NEXT: NextLine = {
  ...{ code: 'JZ-2027', agencyCode: 'A', project: '办公设备更新', projectCode: null, economicClass: '31002' },
  ...{ fiscalYear: 2027, isClosed: false, isFrozen: false },
};
const CARRY = { encumbered: 'carry-over', lines: [] } as const;

const carried: Treatment = { kind: 'carry-over', to: 'JZ-2027' };
const because = (reason: string) => ({ kind: 'exception', reason });

describe('what becomes of a line at the end of the year', () => {
  const cases: readonly [string, Partial<ClosingLine>, readonly Partial<NextLine>[], object][] = [
    ['it goes to the line of its agency, project and class', {}, [{}], carried],
    ['without a line in the next year it stays', {}, [], because('no-next-line')],
    ['a line of another agency is none', {}, [{ agencyCode: 'B' }], because('no-next-line')],
    ['a line of another class is none', {}, [{ economicClass: '31007' }], because('no-next-line')],
    ['a line of another project is none', {}, [{ project: '网络改造' }], because('no-next-line')],
    [
      'a project is known by its code, whatever it is called',
      { projectCode: 'P1' },
      [{ projectCode: 'P1', project: '二〇二七' }],
      carried,
    ],
    [
      'projects of one name with two codes are two',
      { projectCode: 'P1' },
      [{ projectCode: 'P2' }],
      because('no-next-line'),
    ],
    ['of two that match a person names one', {}, [{}, { code: 'JZ-2027-B' }], because('ambiguous')],
    ['a closed line takes nothing', {}, [{ isClosed: true }], because('next-line-closed')],
    ['a frozen line takes nothing', {}, [{ isFrozen: true }], because('next-line-frozen')],
    ['what does not reconcile is not carried', { isFrozen: true }, [{}], because('frozen')],
    ['the last fen of the appropriation is carried', { appropriationFen: fen(300) }, [{}], carried],
    ['more than was granted is not carried', { appropriationFen: fen(299) }, [{}], because('overdrawn')],
    ['beside what was spent the last fen is carried', { appropriationFen: fen(301), spentFen: fen(1) }, [{}], carried],
    [
      'what was spent is not carried again',
      { appropriationFen: fen(300), spentFen: fen(1) },
      [{}],
      because('overdrawn'),
    ],
    ['where nothing is bound nothing is carried', { encumberedFen: fen(0) }, [], { kind: 'keep-open' }],
  ];
  for (const [claim, line, next, treatment] of cases) {
    it(claim, () => {
      const [planned] = planLines(
        [{ ...LINE, ...line }],
        next.map((own) => ({ ...NEXT, ...own })),
        CARRY,
      );

      assert.deepEqual(planned?.treatment, treatment);
    });
  }

  it('is what was chosen for the line before what was chosen for all', () => {
    const choice = { budgetLine: LINE.code, encumbered: 'carry-over', to: 'JZ-2027-B' } as const;
    const next = [NEXT, { ...NEXT, code: 'JZ-2027-B', project: '别的项目' }];
    const lines = [LINE, { ...LINE, code: 'JZ-2026-B' }];

    const plan = planLines(lines, next, { encumbered: 'keep-open', lines: [choice] });

    assert.deepEqual(
      plan.map(({ treatment }) => treatment),
      [{ kind: 'carry-over', to: 'JZ-2027-B' }, { kind: 'keep-open' }],
    );
    assert.deepEqual(sumsOf(plan, new Map()), { releasedFen: 400, carriedFen: 300, keptOpenFen: 300 });
  });
});
