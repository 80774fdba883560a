import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { pointerWords } from '../../src/rules/documents/pointer-words.ts';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { FIELD_WORDS } from '../../src/web/orders/workspace/body/field-words.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankLine, blankOrder, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { leadsTo } from '../../src/web/orders/workspace/check/leads-to.ts';
import { openFields } from '../../src/web/orders/workspace/check/open-fields.ts';
import { examples } from './order-examples.ts';

const draft = draftOfOrder(examples.approvable);

function places(rule: string, pointer: string, { of = draft, missing = [] as readonly string[] } = {}) {
  const facts = { 'order.missingElements': [...missing] };
  return leadsTo(of, { rule, pointer, facts }, bodyOf(of, '2026-11-28').pathOf);
}

interface RuleFile {
  readonly id: string;
  readonly scope: string | readonly string[];
  readonly stages: readonly string[];
  readonly clauses: readonly { readonly pointer: string }[];
}

/** The rules that judge what is typed into the form. */
function rulesOfTheForm(): readonly RuleFile[] {
  const folders = ['rules/common', 'rules/computers'].map((name) => join(packageRoot(), name));
  return folders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as RuleFile)
    .filter(({ stages }) => stages.includes('submission'));
}

const WHERE: { readonly [scope: string]: string } = {
  ...{ order: '', line: '/lines/0', 'plan-item': '/softwarePlan/0', funding: '/lines/0/funding/0' },
};

/** Parts of an order that the form does not show; they are sent as they came. The number of a contract has a form of its own. */
const NOT_ON_THE_FORM = /^\/(exemption|acquisition|package|classified|number)(\/|$)/;

describe('"go to" of a finding', () => {
  it('leads to every element that is missing', () => {
    const missing = ['/method', '/total', '/lines/0/catalogue/edition', '/lines/0/catalogue/code', '/lines/0/software'];

    assert.deepEqual(places('INT-01', '', { missing }), [
      ...['method', 'lines.0.unitPrice', 'lines.0.catalogue.code', 'softwarePlan'],
    ]);
  });

  it('leads to the rating of the processor where processor and system have none', () => {
    assert.deepEqual(places('OS-12', '/lines/0/computer'), ['lines.0.computer.cpu.securityRating.level']);
    assert.deepEqual(places('OS-12', '/lines/0/computer/operatingSystem/securityRating'), [
      'lines.0.computer.operatingSystem.securityRating',
    ]);
  });

  it('leads to the line that names no budget line', () => {
    const two: OrderDraft = {
      ...draft,
      lines: [...draft.lines, { ...blankLine(2), kind: 'other', description: '扫描仪', quantity: '1' }],
    };

    assert.deepEqual(places('BUD-01', '/lines', { of: two }), ['lines.1.funding.0.budgetLine']);
    assert.deepEqual(places('BUD-01', '/lines', { of: withValue(two, 'lines', draft.lines) }), [
      'lines.0.funding.0.budgetLine',
    ]);
  });

  it('leads somewhere for every rule, but for what the form does not show', () => {
    for (const { id, scope, clauses } of rulesOfTheForm()) {
      for (const { pointer } of clauses) {
        for (const at of [scope].flat()) {
          const found = places(id, `${WHERE[at]}${pointer}`, { missing: ['/method'] });
          assert.equal(found.length > 0, !NOT_ON_THE_FORM.test(pointer), `${id} ${pointer}`);
        }
      }
    }
  });
});

describe('what an order lacks', () => {
  it('is called as the form calls it, element by element', () => {
    const called: readonly (readonly [pointer: string, name: string])[] = [
      ...['method', 'organisationForm', 'expectedDeliveryOn', 'total'].map((name) => [`/${name}`, name] as const),
      ['/supplier/creditCode', 'supplier.creditCode'],
      ...['catalogue/code', 'unitPrice', 'computer/category', 'software/category'].map(
        (name) => [`/lines/0/${name}`, name === 'computer/category' ? 'kind' : name.replace('/', '.')] as const,
      ),
      ...['category', 'provision', 'licenceType', 'metric', 'seats', 'validUntil', 'unitPrice'].map(
        (name) => [`/softwarePlan/0/${name}`, name] as const,
      ),
    ];
    for (const [pointer, name] of called) {
      const words = pointerWords(pointer);
      const element = [words?.['zh-CN'].replace(/^.*项的/, ''), words?.en.replace(/ of (line|plan item) \d+$/, '')];
      const form = [FIELD_WORDS.zh[name]?.replace('（元）', ''), FIELD_WORDS.en[name]?.toLowerCase()];
      assert.deepEqual(element, form, pointer);
    }
  });
});

describe('what is still to be filled in', () => {
  const nothing = { open: [] };
  const openIn = (of: OrderDraft): readonly string[] => openFields(of, bodyOf(of, '2026-11-28').gaps, nothing);

  it('is nothing of an order that states all, and of a blank one what every purchase states', () => {
    assert.deepEqual(openIn(draft), []);
    assert.deepEqual(openIn(blankOrder({ agencyCode: '11421000MB1234562Q', fiscalYear: '2026' })), [
      ...['reference', 'method', 'organisationForm', 'expectedDeliveryOn', 'lines.0.kind', 'lines.0.description'],
      ...['lines.0.quantity', 'lines.0.catalogue.code', 'lines.0.unitPrice', 'lines.0.funding.0.budgetLine'],
    ]);
  });

  it('has what the rules ask of other goods, until it is answered or they are something else', () => {
    const path = 'lines.0.containsComputers';
    const other = withValue(draft, 'lines.0.kind', 'other');
    const open = [{ finding: { rule: 'INT-09' }, fields: [path] }];
    const askedOf = (of: OrderDraft) => openFields(of, [], { open });

    assert.deepEqual(askedOf(other), [path]);
    assert.deepEqual(askedOf(withValue(other, path, 'none')), []);
    assert.deepEqual(askedOf(draft), []);
  });

  it('asks for a system only where a machine comes with one, and for nothing of a row in which nothing stands', () => {
    const system = 'lines.0.computer.operatingSystem';
    const unnamed = withValue(draft, `${system}.product`, '');

    assert.deepEqual(openIn(unnamed), [`${system}.product`]);
    assert.deepEqual(openIn(withValue(unnamed, `${system}.state`, 'none')), []);
    assert.deepEqual(openIn({ ...draft, lines: [...draft.lines, blankLine(2)] }), []);
    assert.deepEqual(openIn(withValue(draft, 'lines.0.kind', 'software')), ['lines.0.software.category']);
  });
});
