import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { howSpent } from '../../src/web/budget/how-spent.ts';
import { CHOICE_WORDS } from '../../src/web/orders/workspace/body/choice-words.ts';
import { FIELD_WORDS } from '../../src/web/orders/workspace/body/field-words.ts';
import { inCapitals } from '../../src/web/ui/typed-values.ts';
import { groundsOf } from '../../src/web/words/legal-grounds.ts';

describe('what people type and read', () => {
  it('finds a code in capitals that is typed in small letters, and asks no second time for one that is', () => {
    assert.equal(inCapitals('gasc-2026'), 'GASC-2026');
    assert.equal(inCapitals('GASC-2026'), '');
    assert.equal(inCapitals('2026-31002'), '');
  });

  it('marks a line of which more than 90 % is used, and says when nothing is left', () => {
    assert.deepEqual(['90.00', '90.01', '99.99', '100.00', '104.20'].map(howSpent), [
      undefined,
      'nearly',
      'nearly',
      'all',
      'all',
    ]);
  });

  it('keeps what the gate makes of a document out of the legal grounds', () => {
    const reading = { 'zh-CN': '月数为我们的建议。', en: 'The number of months is our proposal.' };
    const law = { document: '政府采购法', article: '第七十一条', verified: true };
    const letter = { document: '某通知', article: null, verified: false, reading };

    const { documents, readings, unverified } = groundsOf([
      law,
      letter,
      { document: null, article: null, verified: false, reading },
    ] as Parameters<typeof groundsOf>[0]);

    assert.deepEqual(documents, [{ ...law, document: '《政府采购法》' }, letter]);
    assert.deepEqual(readings, [reading, reading]);
    assert.deepEqual(unverified, ['某通知']);
  });

  it('cites the paragraph of a notice that bears a number alone as offices do', () => {
    const notice = { document: '国权联〔2006〕1号', article: '一', verified: false };

    const { documents, unverified } = groundsOf([notice] as Parameters<typeof groundsOf>[0]);

    assert.deepEqual(documents, [{ ...notice, article: '第一条' }]);
    assert.deepEqual(unverified, ['国权联〔2006〕1号 第一条']);
  });

  it('have one name for one thing, on the screen and on paper', () => {
    const { facts } = JSON.parse(readFileSync('rules/words.json', 'utf8'));
    const { method, organisationForm, evidence } = CHOICE_WORDS.zh;

    for (const [onScreen, fact] of [
      [method, 'order.method'],
      [organisationForm, 'order.organisationForm'],
      [evidence, 'line.os.evidenceKinds'],
    ] as const) {
      for (const [value, word] of Object.entries(onScreen)) assert.equal(facts[fact][value]['zh-CN'], word, value);
    }
  });

  it('counts seats as 套数, and calls what a line pays for otherwise than what it was granted', () => {
    const catalogs = readdirSync('src/web', { recursive: true, encoding: 'utf8' })
      .filter((name) => /(words|names)\.ts$/.test(name) && !name.endsWith('pasted-words.ts'))
      .map((name) => [name, readFileSync(join('src/web', name), 'utf8')] as const);

    assert.ok(catalogs.length > 50);
    const others = /授权数|批复额度|额度调整|调整后额度|电子卖场/;
    assert.deepEqual(
      catalogs.filter(([, text]) => others.test(text)).map(([name]) => name),
      [],
    );
    assert.equal(FIELD_WORDS.zh.seats, '套数');
    assert.equal(FIELD_WORDS.zh['funding.0.amount'], '列支金额（元）');
  });
});
