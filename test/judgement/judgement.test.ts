import assert from 'node:assert/strict';
import { HALVES, mappedProduct, productNames } from './corpus.ts';
import { SUBJECTS } from './readings.ts';
import { scoreOf, sharesOf } from './scores.ts';

/** What the gate has read so far, which no change lowers: at least so many right, and at most so many wrong. */
const SO_FAR: Readonly<Record<keyof typeof SUBJECTS, Record<(typeof HALVES)[number], readonly [number, number]>>> = {
  machine: { odd: [63, 18], even: [60, 20] },
  'bare or pirated': { odd: [5, 3], even: [1, 3] },
  'product by its whole name': { odd: [12, 0], even: [4, 0] },
  'product and release, recognised': { odd: [130, 0], even: [119, 11] },
  'recognised as what may be bought': { odd: [102, 0], even: [94, 0] },
};

describe('texts as people type them', () => {
  for (const [subject, halves] of Object.entries(SO_FAR)) {
    for (const half of HALVES) {
      it(`are read no worse than before: ${subject}, ${half} entries`, () => {
        const { right, wrong, texts } = SUBJECTS[subject as keyof typeof SUBJECTS](half);
        const [rightMin, wrongMax] = halves[half];

        assert.ok(right >= rightMin, `${right} right; missed: ${texts.missed.join('; ')}`);
        assert.ok(wrong <= wrongMax, `${wrong} wrong: ${texts.wrong.join('; ')}`);
      });
    }
  }

  it('name products that the mapping file knows', () => {
    const products = HALVES.flatMap((half) => productNames(half).flatMap(({ product }) => product ?? []));

    assert.ok(products.length > 200);
    for (const product of products) assert.ok(mappedProduct(product).read);
  });
});

describe('a score', () => {
  const entries = [
    { text: 'a', is: true, seen: true },
    { text: 'b', is: true, seen: false },
    { text: 'c', is: false, seen: true },
    { text: 'd', is: false, seen: false },
  ];
  const score = scoreOf(entries, { is: ({ is }) => is, isSeen: ({ seen }) => seen });

  it('counts what was seen where it is, where it is not, and what was not seen', () => {
    assert.deepEqual(score, { right: 1, wrong: 1, missed: 1, texts: { wrong: ['c'], missed: ['b'] } });
  });

  it('is told in shares, also of nothing', () => {
    assert.deepEqual(sharesOf(score), { precision: 0.5, recall: 0.5, f1: 0.5 });
    assert.deepEqual(sharesOf({ right: 0, wrong: 0, missed: 0 }), { precision: 1, recall: 1, f1: 1 });
    assert.deepEqual(sharesOf({ right: 0, wrong: 2, missed: 3 }), { precision: 0, recall: 0, f1: 0 });
  });
});
