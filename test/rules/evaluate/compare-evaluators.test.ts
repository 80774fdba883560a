import assert from 'node:assert/strict';
import { findDisagreement } from '../../../src/rules/evaluate/compare-evaluators.ts';
import type { CompiledRuleSet } from '../../../src/rules/evaluate/evaluate.ts';
import { CLOSURES, compileRuleSet, type RuleDocument, type Screening, screen } from '../../../src/rules/index.ts';
import { pairwise } from '../../../src/rules/review/pairwise.ts';
import { packUnderTest } from '../pack-under-test.ts';

const { compiled } = packUnderTest();
const pause = async (): Promise<void> => undefined;

/** What a few seconds are enough for. */
const WHOLE_PACK_CASES_MAX = 20_000;

describe('comparing the evaluators before a rule set comes into force', () => {
  it('finds them to agree on the whole pack, in not too many cases', async () => {
    let cases = 0;
    const counting: Screening = {
      ...CLOSURES,
      judge: (one, input) => {
        cases += 1;
        return CLOSURES.judge(one, input);
      },
    };

    assert.equal(await findDisagreement(compiled, counting, { pause }), undefined);

    assert.ok(cases > 3_000 && cases < WHOLE_PACK_CASES_MAX, `${cases} cases`);
  });

  const WRONG = [
    ['fen.greaterThan', 'fen.atLeast'],
    ['fen.atLeast', 'fen.greaterThan'],
    ['integer.atLeast', 'integer.greaterThan'],
    ['integer.lessThan', 'integer.atMost'],
    ['date.before', 'date.onOrBefore'],
    ['in', 'notIn'],
    ['notEqual', 'equal'],
  ] as const;
  for (const [operator, does] of WRONG) {
    it(`finds closures whose ${operator} does what ${does} should`, async () => {
      const compiledOnce = new Map<object, CompiledRuleSet>();
      const mistaken = ({ rules, catalogue }: CompiledRuleSet): CompiledRuleSet => {
        const documents = rules.map(({ document }): RuleDocument => {
          return JSON.parse(JSON.stringify(document).replaceAll(`"operator":"${operator}"`, `"operator":"${does}"`));
        });
        return compileRuleSet(documents, catalogue);
      };
      // A rule is judged in hundreds of cases.
      const judge: Screening['judge'] = (one, input) => {
        const wrong = compiledOnce.get(one) ?? mistaken(one);
        compiledOnce.set(one, wrong);
        return screen(wrong, input);
      };

      const found = await findDisagreement(compiled, { ...CLOSURES, judge }, { pause });

      assert.ok(found);
      assert.notEqual(found.closures, found.reference);
      assert.ok(Object.keys(found.facts).length > 0);
    });
  }

  it('finds closures that throw where the reference judges', async () => {
    const judge = (): never => {
      throw new Error('broken');
    };

    assert.equal((await findDisagreement(compiled, { ...CLOSURES, judge }, { pause }))?.closures, 'broken');
  });
});

describe('cases in which every two values meet', () => {
  it('are few, and leave out no pair', () => {
    const lists = [
      [1, 2, 3],
      ['a', 'b'],
      [true, false],
      ['w', 'x', 'y', 'z'],
    ];

    const cases = pairwise<unknown>(lists);

    for (const [a, list] of lists.entries()) {
      for (const [b, other] of lists.entries()) {
        if (b <= a) continue;
        for (const one of list) {
          for (const two of other) assert.ok(cases.some((each) => each[a] === one && each[b] === two));
        }
      }
    }
    assert.ok(cases.length <= 16, String(cases.length));
  });

  it('of one list are its values, and of none are none', () => {
    assert.deepEqual(pairwise([[1, 2]]), [[1], [2]]);
    assert.deepEqual(pairwise([]), []);
  });
});
