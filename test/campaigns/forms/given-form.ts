import assert from 'node:assert/strict';
import {
  type CompiledForm,
  cellText,
  compileForm,
  type FiledForm,
  readFiledForm,
} from '../../../src/campaigns/index.ts';

type Fields = Readonly<Record<string, unknown>>;

const title = { 'zh-CN': '栏目', en: 'cell' };

export function cell(id: string, type: string, more: Fields = {}): Fields {
  const sum = (type === 'count' || type === 'fen') && !('sum' in more) ? { sum: 'add' } : {};
  const choices = type === 'choice' && !('choices' in more) ? { choices: [choice('yes'), choice('no')] } : {};
  return { id, type, title, ...sum, ...choices, ...more };
}

/** A cell of repeated rows: nothing of it is summed over filings. */
export function rowCell(id: string, type: string, more: Fields = {}): Fields {
  return { id, type, title, ...more };
}

export function choice(id: string): Fields {
  return { id, title };
}

export interface GivenForm {
  readonly cells?: readonly Fields[];
  /** Cells of the repeated section `machines`. */
  readonly machines?: readonly Fields[];
  /** Cells that the office fills in. */
  readonly judged?: readonly Fields[];
  readonly checks?: readonly Fields[];
  readonly opens?: readonly Fields[];
  readonly tests?: readonly Fields[];
  readonly more?: Fields;
}

/** A form in which all but what is named is in order. */
export function givenForm({
  cells = [cell('a.one', 'count')],
  machines = [],
  judged = [],
  checks = [],
  opens = [],
  tests = [{ says: 'nothing fires', expect: { checks: [] } }],
  more = {},
}: GivenForm): Fields {
  const section = (id: string, members: readonly Fields[], change: Fields = {}) =>
    members.length === 0
      ? []
      : [{ id, by: 'agency', layout: 'list', title, cells: members.map((member) => member.id), ...change }];
  return {
    schema: 'gate-form/1',
    id: 'given',
    revision: 1,
    reporters: ['agency'],
    title,
    sections: [
      ...section('main', cells),
      ...section('machines', machines, { layout: 'rows' }),
      ...section('judged', judged, { by: 'office' }),
    ],
    cells: [...cells, ...machines, ...judged],
    checks,
    opens,
    print: { orientation: 'portrait', signatures: [title] },
    tests,
    ...more,
  };
}

export function compiled(given: GivenForm): CompiledForm {
  const result = compileForm(givenForm(given));
  if ('form' in result) return result.form;
  return assert.fail(result.offences.map(({ pointer, code }) => `${pointer} ${code}`).join('; '));
}

/** What is wrong with a document: places and codes. */
export function faultsOf(document: unknown): readonly string[] {
  const result = compileForm(document);
  return 'form' in result ? [] : result.offences.map(({ pointer, code }) => `${pointer} ${code}`);
}

export function filed(form: CompiledForm, body: Fields): FiledForm {
  const reading = readFiledForm(form, body);
  if ('filed' in reading) return reading.filed;
  return assert.fail(reading.fields.map(({ pointer, code }) => `${pointer} ${code}`).join('; '));
}

export function refusedCells(form: CompiledForm, body: Fields, options = {}): readonly string[] {
  const reading = readFiledForm(form, body, options);
  return 'filed' in reading ? [] : reading.fields.map(({ pointer, code }) => `${pointer} ${code}`);
}

export const moreThan = (fact: string, value: unknown): Fields => ({ fact, operator: 'integer.greaterThan', value });

/** A computed cell as it is printed. */
export function computedBy(cells: readonly Fields[], values: object, id: string): string {
  const form = compiled({ cells: cells });
  const named = form.cell(id);
  return named ? cellText(named, form.judge(filed(form, { cells: values })).computed[id]) : assert.fail(id);
}
