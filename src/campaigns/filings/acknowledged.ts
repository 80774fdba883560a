import { below, factsNamedIn } from '../../rules/index.ts';
import { fillText } from '../forms/cell-text.ts';
import type { CompiledForm, FormFinding } from '../forms/compiled-form.ts';
import type { FiledBody } from './filed-bytes.ts';
import type { WrittenInRevision } from './find-filing.ts';

/** A warning as it is told again: one about rows that cannot be read any more has no place. */
type Acknowledged = Omit<FormFinding, 'pointer' | 'cell'> & {
  readonly pointer: string | null;
  readonly cell: string | null;
};

type Filed = Pick<FiledBody, 'cells' | 'computed' | 'acknowledged'>;

/**
 * The warnings that whoever sent a filing has confirmed. Its bytes keep their names alone; what each said is worked out of the
 * cells, as when it was filed, by the same form. Where its rows are erased, or not shown to the reader, the check still says
 * what it is about: that it was confirmed has to be told.
 */
export function acknowledgedIn(
  form: CompiledForm,
  filed: Filed,
  { texts = {}, rows = {} }: Partial<Pick<WrittenInRevision, 'texts' | 'rows'>>,
): readonly Acknowledged[] {
  const { cells, acknowledged } = filed;
  const { findings } = form.judge({ cells, texts, rows }, { by: 'agency' });
  const told = findings.filter(({ check, severity }) => severity === 'warning' && acknowledged.includes(check));
  const untold = [...new Set(acknowledged)].filter((name) => !told.some(({ check }) => check === name));
  return [...told, ...untold.flatMap((name) => withoutRows(form, filed, name))];
}

/** What a check says by what is left: the cells outside of rows, and what was computed when it was filed. */
function withoutRows({ form, cell }: CompiledForm, { cells, computed }: Filed, name: string): readonly Acknowledged[] {
  const check = form.checks.find(({ id }) => id === name);
  if (!check) return [];
  const valueAt = (id: string) => cells[id] ?? computed[id] ?? null;
  const [about = null] = check.rows === undefined ? factsNamedIn(check.when) : [];
  return [
    {
      ...{ check: name, severity: check.severity, message: fillText(check.message, { cell, valueAt }) },
      ...{ pointer: about === null ? null : below('/cells', about), cell: about },
    },
  ];
}
