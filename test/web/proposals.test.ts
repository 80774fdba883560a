import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { papersOffered } from '../../src/web/reviews/order-papers.ts';
import { REVIEW_WORDS } from '../../src/web/reviews/review-words.ts';
import { filingRequestOf } from '../../src/web/two-people/filing-request.ts';
import type { Proposal } from '../../src/web/two-people/proposal.ts';
import { PROPOSAL_WORDS } from '../../src/web/two-people/proposal-words.ts';
import { goodsOf } from '../../src/web/two-people/sentence/goods-of.ts';
import { wordOfValue } from '../../src/web/two-people/value-words.ts';
import { awaitedSigners } from '../../src/web/words/awaited-signers.ts';
import { FIELD_NAMES_ZH, nameOfField } from '../../src/web/words/field-names.ts';
import { shortTitleOf } from '../../src/web/words/operation-title.ts';
import { examples } from './order-examples.ts';

interface Schema {
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const contract = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));

function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const steps = schema.$ref.split('/').slice(1);
  return resolved(steps.reduce((found, step) => found[step.replaceAll('~1', '/')], contract));
}

function fieldsOf(of: Schema, above: readonly Schema[] = []): readonly string[] {
  const schema = resolved(of);
  if (above.includes(schema)) return [];
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  const within = [...allOf, ...anyOf, ...oneOf, ...(items ? [items] : []), ...Object.values(properties)];
  return [...Object.keys(properties), ...within.flatMap((one) => fieldsOf(one, [...above, schema]))];
}

/** The values of the contract's own that stand somewhere in what a schema is of, each with its field. */
function valuesOf(of: Schema, field = '', above: readonly Schema[] = []): readonly (readonly [string, string])[] {
  const schema = resolved(of);
  if (above.includes(schema)) return [];
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  const own = (schema.enum ?? []).flatMap((value) => (typeof value === 'string' ? [[field, value] as const] : []));
  const within = [...allOf, ...anyOf, ...oneOf, ...(items ? [items] : [])];
  return [
    ...own,
    ...within.flatMap((one) => valuesOf(one, field, [...above, schema])),
    ...Object.entries(properties).flatMap(([name, one]) => valuesOf(one, name, [...above, schema])),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: an operation as the contract has it.
type Operation = any;

function forTwo(): readonly Operation[] {
  const operations = Object.values(contract.paths as object).flatMap((path) => Object.values(path as object));
  return operations.filter((operation) => operation['x-access']?.secondPerson);
}

function bodiesOf({ requestBody }: Operation): readonly Schema[] {
  return Object.values((requestBody?.content ?? {}) as object).map(({ schema }) => schema);
}

function answersOf({ responses }: Operation): readonly Schema[] {
  return ['200', '201'].flatMap((status) => {
    const answer = responses[status] && resolved(responses[status]);
    return Object.values((answer?.content ?? {}) as object).map(({ schema }) => schema);
  });
}

describe('what a proposal is called', () => {
  it('has a Chinese name for every field that can be proposed', () => {
    const fields = forTwo().flatMap((operation) => [
      ...(operation.parameters ?? [])
        .map(resolved)
        .flatMap((one: { in: string; name: string }) => (one.in === 'header' ? [] : one.name)),
      ...bodiesOf(operation).flatMap((schema) => fieldsOf(schema)),
    ]);

    assert.ok(fields.length > 100);
    assert.deepEqual(
      [...new Set(fields)].filter((field) => FIELD_NAMES_ZH[field] === undefined),
      [],
    );
  });

  it('names every field of what a signature would bring about, in words of either language', () => {
    const fields = [
      ...new Set(
        forTwo()
          .flatMap(answersOf)
          .flatMap((schema) => fieldsOf(schema)),
      ),
    ];

    assert.ok(fields.length > 200);
    assert.deepEqual(
      fields.filter((field) => FIELD_NAMES_ZH[field] === undefined),
      [],
    );
    const clumsy = fields.filter((field) => /\b(of|by|for|as) on$| zh|^On$/i.test(nameOfField(field, 'en')));
    assert.deepEqual(clumsy, []);
    assert.equal(nameOfField('asOfOn', 'en'), 'Figures as of');
  });

  it('has words for every value of the contract that a proposal shows', () => {
    const shown = forTwo().flatMap((operation) => [...bodiesOf(operation), ...answersOf(operation)]);
    const values = shown.flatMap((schema) => valuesOf(schema));

    assert.ok(values.length > 100);
    for (const language of ['zh-CN', 'en'] as const) {
      const without = values.filter(([field, value]) => wordOfValue(field, value, language) === undefined);
      assert.deepEqual([...new Set(without.map((pair) => pair.join(' ')))], [], language);
    }
    assert.equal(wordOfValue('kind', 'party-government-organ', 'zh-CN'), '党政机关');
    assert.equal(wordOfValue('text', 'survey', 'zh-CN'), undefined, 'what people write stays as it is');
  });

  it('reads as words in English', () => {
    assert.equal(nameOfField('documentNumber', 'en'), 'Document number');
  });

  it('is the act itself, without who signs it and where it is recorded', () => {
    assert.equal(shortTitleOf('createWaiver', 'zh-CN'), '豁免审核问题');
    assert.equal(shortTitleOf('changeSupplier', 'zh-CN'), '变更供应商');
    assert.equal(shortTitleOf('changeSupplier', 'en'), 'Change a supplier');
  });

  it('names each bureau that must sign once, with how many of it', () => {
    const signature = { person: 'per_1', name: '温如玉', role: 'finance', at: '2026-06-01T01:00:00.000Z' } as const;
    const missing = { roles: ['finance' as const], signature: null };

    assert.deepEqual(awaitedSigners([missing, missing]), [{ able: ['finance'], count: 2 }]);
    assert.deepEqual(awaitedSigners([{ roles: ['finance'], signature }, missing]), [{ able: ['finance'], count: 1 }]);
  });
});

describe('a waiver as it is proposed and signed', () => {
  it('can rest on a paper of the order without its number being typed again, each offered once', () => {
    const paper = {
      document: '荆财资函〔2026〕31号 ',
      issuedBy: '荆州市财政局',
      issuedOn: '2026-10-30',
      file: 'sha256:ab',
    };
    const nameless = { document: null, issuedBy: '荆州市财政局' };

    const offered = papersOffered({ approvals: [paper, { document: '会议纪要' }, paper, nameless] });

    assert.deepEqual(offered, [
      { ...paper, document: '荆财资函〔2026〕31号' },
      { document: '会议纪要', issuedBy: '', issuedOn: '', file: null },
    ]);
    assert.deepEqual(papersOffered({ approvals: null }), []);
  });

  it('says what is bought, and software that no line buys beside the machines', () => {
    const { lines, softwarePlan } = examples.approvable;

    const goods = goodsOf(examples.approvable);

    const [line] = lines;
    assert.ok(line?.model && goods[0]?.what.includes(line.model));
    assert.equal(goods[0]?.count, line.quantity);
    const own = softwarePlan?.filter((item) => item.provision === 'new-purchase' && !item.orderLine) ?? [];
    assert.equal(goods.length, lines.length + own.length);
  });

  it('is called a waiver in English wherever the act is named', () => {
    const told = JSON.stringify([shortTitleOf('createWaiver', 'en'), PROPOSAL_WORDS.en.waiver, REVIEW_WORDS.en]);

    assert.match(told, /Waive a finding/);
    assert.doesNotMatch(told, /aside/);
    assert.doesNotMatch(PROPOSAL_WORDS.en.waiver.sentence('2026-12-31'), /aside/);
    assert.doesNotMatch(REVIEW_WORDS.en.form.title('HW-01'), /aside/);
  });

  it('call the unit of a filing as their trial did, so that no list asks for each name by itself', () => {
    const proposal = {
      ...{ operation: 'submitFiling', agencies: ['11421000MB1234562Q'], result: null },
      request: { params: { id: 'cmp_1' }, query: {}, body: { cells: {} } },
      preview: { status: 201, body: { agencyName: '荆州市文化和旅游局' } },
    } as unknown as Proposal;

    assert.equal(filingRequestOf(proposal)?.reporterName, '荆州市文化和旅游局');
    assert.equal(
      filingRequestOf({ ...proposal, preview: { status: 202, location: null, body: undefined, words: null } })
        ?.reporterName,
      undefined,
    );
  });
});
