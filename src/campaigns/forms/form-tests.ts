import { below } from '../../rules/index.ts';
import { cellText, EMPTY } from './cell-text.ts';
import type { CompiledForm, Judgement } from './compiled-form.ts';
import { readFiledForm } from './filed-form.ts';
import type { FormTest } from './form-document.ts';
import type { FormReport } from './form-words.ts';

/** Runs the tests inside a form. Checks and matters are compared whole, missing and computed cells as far as they are named. */
export function runFormTests(form: CompiledForm, report: FormReport): void {
  for (const [at, test] of form.form.tests.entries()) {
    const pointer = below('/tests', at);
    const reading = readFiledForm(form, test);
    if ('filed' in reading)
      compare(form, { test, judgement: form.judge(reading.filed) }, below(pointer, 'expect'), report);
    else {
      for (const field of reading.fields) {
        const message = typeof field.message === 'string' ? field.message : field.message.en;
        report(`${pointer}${field.pointer}`, 'test.unreadable', message);
      }
    }
  }
}

interface RunTest {
  readonly test: FormTest;
  readonly judgement: Judgement;
}

function compare(form: CompiledForm, { test, judgement }: RunTest, pointer: string, report: FormReport): void {
  const { checks, opens, missing, computed } = test.expect;
  const fired = judgement.findings.filter(({ check }) => check !== 'required').map(({ check }) => check);
  const opened = judgement.opens.map(({ id }) => id);
  const empty = judgement.findings.filter(({ check }) => check === 'required').map(({ cell }) => cell);
  if (checks && !isSame(checks, fired)) report(below(pointer, 'checks'), 'test.checks', listed(fired));
  if (opens && !isSame(opens, opened)) report(below(pointer, 'opens'), 'test.opens', listed(opened));
  if (missing && !isSame(missing, empty)) report(below(pointer, 'missing'), 'test.missing', listed(empty));
  for (const [id, expected] of Object.entries(computed ?? {})) {
    const cell = form.cell(id);
    const place = below(below(pointer, 'computed'), id);
    if (!cell?.compute) report(place, 'cell.unknown', id);
    else {
      const actual = cellText(cell, judgement.computed[id]);
      if (actual !== (expected === null ? EMPTY : String(expected))) report(place, 'test.computed', actual);
    }
  }
}

function isSame(wanted: readonly string[], found: readonly string[]): boolean {
  return [...new Set(wanted)].toSorted().join('\n') === [...new Set(found)].toSorted().join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? EMPTY : [...new Set(names)].join(', ');
}
