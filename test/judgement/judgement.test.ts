import assert from 'node:assert/strict';
import { mappedProduct, productNames } from './corpus.ts';
import { MEASURES } from './readings.ts';
import { scoreOf, sharesOf } from './scores.ts';

/** What has been read so far, which no change lowers: at least so many right, and at most so many wrong. */
const SO_FAR: Readonly<Record<string, readonly [rightMin: number, wrongMax: number]>> = {
  'machine, odd': [63, 18],
  'machine, even': [60, 20],
  'bare or pirated, odd': [5, 3],
  'bare or pirated, even': [1, 3],
  'no system at delivery, odd': [14, 0],
  'no system at delivery, even': [13, 0],
  'text that admits, odd': [30, 0],
  'text that admits, even': [29, 0],
  'text that admits, later, odd': [20, 1],
  'text that admits, later, even': [11, 0],
  'text that admits, composed, odd': [28, 1],
  'text that admits, composed, even': [14, 2],
  'machine, recognised, odd': [106, 0],
  'machine, recognised, even': [86, 1],
  'machine, recognised, fresh': [100, 0],
  'bare or pirated, recognised, odd': [27, 0],
  'bare or pirated, recognised, even': [21, 1],
  'bare or pirated, recognised, fresh': [32, 0],
  'honest and not clear, odd': [0, 0],
  'honest and not clear, even': [0, 1],
  'honest and not clear, fresh': [0, 0],
  'product by its whole name, odd': [12, 0],
  'product by its whole name, even': [4, 0],
  'product by its whole name, fresh': [15, 0],
  'product and release, recognised, odd': [130, 0],
  'product and release, recognised, even': [119, 11],
  'product and release, recognised, fresh': [185, 15],
  'recognised as what may be bought, odd': [102, 0],
  'recognised as what may be bought, even': [94, 0],
  'recognised as what may be bought, fresh': [139, 4],
  'machine, recognised, held out': [17, 1],
  'bare or pirated, recognised, held out': [5, 0],
  'honest and not clear, held out': [0, 0],
  'product by its whole name, held out': [2, 0],
  'product and release, recognised, held out': [22, 0],
  'recognised as what may be bought, held out': [14, 0],
  'text against field, held out': [8, 1],
  'text against field, by what it contradicts, held out': [8, 0],
  'text against field, known': [62, 0],
  'text against field, fresh': [30, 0],
  'text against field, by what it contradicts, known': [61, 0],
  'text against field, later, odd': [14, 0],
  'text against field, later, even': [14, 0],
  'text against day of delivery, odd': [18, 0],
  'text against day of delivery, even': [18, 0],
  'text against field, numbers, odd': [19, 0],
  'text against field, numbers, even': [19, 0],
  'text against field, by what it contradicts, numbers, odd': [19, 0],
  'text against field, by what it contradicts, numbers, even': [19, 0],
  'text against field, by what it contradicts, fresh': [30, 0],
  'text against field, by what it contradicts, later, odd': [14, 0],
  'text against field, by what it contradicts, later, even': [14, 0],
};

describe('texts as people type them', () => {
  for (const { what, part, score } of MEASURES) {
    it(`are read no worse than before: ${what}, ${part}`, () => {
      const { right, wrong, texts } = score();
      const [rightMin, wrongMax] = SO_FAR[`${what}, ${part}`] ?? [Number.NaN, Number.NaN];

      assert.ok(right >= rightMin, `${right} right; missed: ${texts.missed.join('; ')}`);
      assert.ok(wrong <= wrongMax, `${wrong} wrong: ${texts.wrong.join('; ')}`);
    });
  }

  it('name products that the mapping file knows', () => {
    const products = (['odd', 'even', 'fresh'] as const).flatMap((part) =>
      productNames(part).flatMap(({ product }) => product ?? []),
    );

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
