import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { isFigure } from '../../src/web/table/figure.ts';
import { FITTING_TITLES } from '../../src/web/words/rule-title-words.ts';
import { nameOfRule, titleOfFinding } from '../../src/web/words/rule-titles.ts';

interface RuleFile {
  readonly id: string;
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly clauses: readonly { readonly id: string }[];
}

const RULES: readonly RuleFile[] = ['rules/common', 'rules/computers']
  .map((name) => join(packageRoot(), name))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')) as RuleFile);

function shipped(id: string): RuleFile {
  const rule = RULES.find((one) => one.id === id);
  assert.ok(rule, id);
  return rule;
}

function headingOf(rule: string, clause: string): string {
  const { 'zh-CN': zh, en } = titleOfFinding({ rule, clause, title: shipped(rule).title });
  return `${zh} / ${en}`;
}

describe('what stands above a finding', () => {
  it('says that spare seats are there, and not that there are more seats than computers', () => {
    assert.equal(headingOf('PLN-04', 'reuse-first'), '未先利用结余授权 / Spare seats not used first');
    assert.equal(headingOf('PLN-04', 'over-configured'), '超标准配置 / More seats than computers');
  });

  it('says that support will end, and not that it has ended', () => {
    assert.match(headingOf('OS-10', 'ends-within-life'), /将在使用年限内停止服务 \/ Support ends within the life/);
    assert.match(headingOf('OS-10', 'ended-by-delivery'), /^操作系统停止服务/);
  });

  it('says of a budget line that is closed or of another year that it is, and not that there is none', () => {
    assert.equal(headingOf('BUD-01', 'closed'), '预算指标已关闭 / Budget line closed');
    assert.equal(headingOf('BUD-01', 'none'), '无预算指标 / No budget line');
  });

  it('fits clauses that the shipped rules have, under the titles that they have, and no other', () => {
    for (const [id, { title, about, clauses }] of Object.entries(FITTING_TITLES)) {
      const rule = shipped(id);
      assert.equal(title, rule.title['zh-CN'], id);
      const known = rule.clauses.map((clause) => clause.id);
      assert.deepEqual(
        Object.keys(clauses).filter((clause) => !known.includes(clause)),
        [],
        id,
      );
      for (const text of [about, ...Object.values(clauses)]) assert.ok(text['zh-CN'] !== '' && text.en !== '', id);
    }
  });

  it('is the title of the rule where an office has given it another, and where all its clauses fit', () => {
    const other = { 'zh-CN': '软件套数核对', en: 'Seats checked' };

    assert.equal(titleOfFinding({ rule: 'PLN-04', clause: 'reuse-first', title: other }), other);
    assert.equal(nameOfRule('PLN-04', other), other);
    assert.equal(headingOf('HW-02', 'over-standard'), '办公软件超价 / Office software above the price cap');
  });
});

describe('what a rule is called in a list', () => {
  it('tells nothing that only one of its clauses finds', () => {
    assert.equal(nameOfRule('PLN-04', shipped('PLN-04').title)['zh-CN'], '配置套数');
    assert.equal(nameOfRule('OS-10', shipped('OS-10').title).en, 'Support of the operating system');
    assert.equal(nameOfRule('HW-02', shipped('HW-02').title)['zh-CN'], '办公软件超价');
  });
});

describe('a figure of a list', () => {
  it('is a day, a time, an amount or a share, which is never broken', () => {
    for (const shown of [3, '2026-11-28', '2026-11-28 09:05:00', '1,234,567.00', '95.5 %', '3/5', '—'])
      assert.equal(isFigure(shown), true, String(shown));
  });

  it('is no text, however short, and nothing that has parts', () => {
    for (const shown of ['荆州市财政局', 'WT-2026-1', '20 台', '', undefined, { type: 'span' }])
      assert.equal(isFigure(shown), false, String(shown));
  });
});
