import assert from 'node:assert/strict';
import { type Facts, renderText } from '../../../src/rules/index.ts';
import { catalogue } from '../given.ts';

function rendered(name: string, value: Facts[string]): readonly [string, string] {
  const placeholder = `{{${name}}}`;
  const text = renderText(
    { 'zh-CN': `值：${placeholder}。`, en: `It is ${placeholder}.` },
    { [name]: value },
    catalogue,
  );
  return [text['zh-CN'], text.en];
}

describe('a text with placeholders', () => {
  it('shows fen as yuan with two places', () => {
    assert.deepEqual(rendered('order.totalFen', 60001), ['值：600.01。', 'It is 600.01.']);
    assert.deepEqual(rendered('order.totalFen', 5), ['值：0.05。', 'It is 0.05.']);
    assert.deepEqual(rendered('order.totalFen', 123456789), ['值：1,234,567.89。', 'It is 1,234,567.89.']);
  });

  it('shows whole numbers, days, words and enum members as they are', () => {
    assert.deepEqual(rendered('line.quantity', 1200), ['值：1200。', 'It is 1200.']);
    assert.deepEqual(rendered('order.deliveryOn', '2026-03-31'), ['值：2026-03-31。', 'It is 2026-03-31.']);
    assert.deepEqual(rendered('line.state', 'none'), ['值：none。', 'It is none.']);
  });

  it('leaves out an allowance of nothing, with its brackets, and keeps any other', () => {
    const says = {
      'zh-CN': '晚于交货（宽限{{policy.graceDays}}天），不可。',
      en: 'Late (grace: {{policy.graceDays}}), no.',
    };

    assert.deepEqual(renderText(says, { 'policy.graceDays': 0 }, catalogue), {
      'zh-CN': '晚于交货，不可。',
      en: 'Late, no.',
    });
    assert.match(renderText(says, { 'policy.graceDays': 3 }, catalogue)['zh-CN'], /宽限/);
  });

  it('lists in the manner of each language', () => {
    assert.deepEqual(rendered('order.marks', ['a', 'b']), ['值：a、b。', 'It is a, b.']);
    assert.deepEqual(rendered('order.marks', []), ['值：—。', 'It is —.']);
  });

  it('says yes and no in each language', () => {
    assert.deepEqual(rendered('order.isUrgent', true), ['值：是。', 'It is yes.']);
    assert.deepEqual(rendered('order.isUrgent', false), ['值：否。', 'It is no.']);
  });

  it('draws a dash for nothing and for what is missing', () => {
    assert.deepEqual(rendered('order.totalFen', null), ['值：—。', 'It is —.']);
    assert.equal(renderText({ 'zh-CN': '{{line.stock}}', en: '{{line.stock}}' }, {}, catalogue).en, '—');
  });

  it('does not read a value for a pattern or for another placeholder', () => {
    assert.deepEqual(rendered('line.brand', '$& {{line.state}} $1'), [
      '值：$& {{line.state}} $1。',
      'It is $& {{line.state}} $1.',
    ]);
  });
});
