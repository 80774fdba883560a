import assert from 'node:assert/strict';
import { padTo, widthOf, wrap } from '../../src/cli/print/wrap.ts';

describe('text on a screen', () => {
  it('counts two columns for a Chinese character and none for what is only an accent', () => {
    const widths = ['', 'gate', '闸口', '（待核实）', '第 3 行', 'e\u0301'].map(widthOf);

    assert.deepEqual(widths, [0, 4, 4, 10, 7, 1]);
  });

  it('fills up columns by what is seen, and never cuts', () => {
    assert.equal(padTo('闸口', 6), '闸口  ');
    assert.equal(padTo('gate', 6), 'gate  ');
    assert.equal(padTo('闸口已启动', 6), '闸口已启动');
  });

  const lines: readonly (readonly [says: string, text: string, width: number, wanted: readonly string[]])[] = [
    ['breaks English between words', 'the order is rejected', 12, ['the order is', 'rejected']],
    [
      'keeps a word that is longer than a line whole',
      'see /lines/0/computer/state now',
      8,
      ['see', '/lines/0/computer/state', 'now'],
    ],
    ['breaks Chinese between characters', '不予通过的理由', 8, ['不予通过', '的理由']],
    ['begins no line with what closes', '预装系统。办法', 8, ['预装系', '统。办法']],
    ['ends no line with what opens', '依据（待核实）', 6, ['依据', '（待核', '实）']],
    ['keeps the lines that a text has', 'one\ntwo', 10, ['one', 'two']],
    [
      'leaves a text alone where there is no screen',
      '不予通过的理由 the order',
      Number.POSITIVE_INFINITY,
      ['不予通过的理由 the order'],
    ],
    ['gives one line for no text', '', 10, ['']],
  ];
  for (const [says, text, width, wanted] of lines) {
    it(says, () => {
      assert.deepEqual(wrap(text, width), wanted);
    });
  }

  it('loses no character, whatever the width', () => {
    const text = '第1行（20台）的计算机“未预装”操作系统：see 国权联〔2006〕1号, article 1; 请改购。';

    for (let width = 1; width <= widthOf(text); width += 1) {
      assert.equal(wrap(text, width).join('').replaceAll(' ', ''), text.replaceAll(' ', ''), `at ${width}`);
    }
  });
});
