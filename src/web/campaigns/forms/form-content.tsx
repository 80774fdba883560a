import type { ReactNode } from 'react';
import { cellsOf, type FormCell, type Section, type SheetForm } from '../../sheet/form-document.ts';
import { SHEET_WORDS } from '../../sheet/sheet-words.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { CONTENT_WORDS } from './content-words.ts';
import type { DocumentInWords } from './form-in-words.ts';

/** Longer sections are opened by whoever reads them cell by cell: the sheet shows them all. */
const CELLS_SHOWN = 12;

interface ContentProps {
  readonly document: DocumentInWords;
  readonly form: SheetForm;
}

/** What a form asks, what it checks and what it opens, in words. */
export function FormContent({ document, form }: ContentProps): ReactNode {
  const words = useWords(CONTENT_WORDS);
  const text = useText();
  const { checks, opens, tests } = document;
  const filled = (message: string): string =>
    message.replace(/\{\{([\w.]+)\}\}/g, (_all, id: string) => words.value(text(form.cell(id)?.title ?? plain(id))));
  return (
    <>
      <h3>{words.sections}</h3>
      {form.sections.map((section) => (
        <SectionInWords key={section.id} section={section} />
      ))}
      <h3>{words.checks(checks.length)}</h3>
      {checks.length === 0 && <p>{words.noChecks}</p>}
      <ul>
        {checks.map(({ id, message, severity }) => (
          <li key={id}>
            {filled(text(message))} <span className="secondary">{words.severity[severity]}</span>
          </li>
        ))}
      </ul>
      {opens.length > 0 && <h3>{words.opens(opens.length)}</h3>}
      <ul>
        {opens.map(({ id, title, severity, dueDays }) => (
          <li key={id}>
            {filled(text(title))} <span className="secondary">{words.due(dueDays, words.matter[severity])}</span>
          </li>
        ))}
      </ul>
      <h3>{words.tests(tests.length)}</h3>
      <ul>
        {tests.map(({ says }) => (
          <li key={says}>
            <bdi>{says}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function plain(id: string) {
  return { 'zh-CN': id, en: id };
}

function SectionInWords({ section }: { readonly section: Section }): ReactNode {
  const words = useWords(CONTENT_WORDS);
  const { types } = useWords(SHEET_WORDS);
  const text = useText();
  const cells = cellsOf(section);
  const columns: readonly Column<FormCell>[] = [
    { title: words.columns.cell, cell: ({ title }) => text(title) },
    {
      title: words.columns.type,
      cell: ({ type, choices }) => (choices ? choices.map(({ title }) => text(title)).join(words.and) : types[type]),
    },
    { title: words.columns.unit, cell: ({ unit }) => (unit ? text(unit) : '') },
    {
      title: words.columns.filled,
      cell: (cell) => words.filled[howFilled(cell)] + (cell.prefill ? words.prefilled : ''),
    },
    { title: words.columns.sum, cell: ({ sum }) => words.sum[sum ?? 'none'] },
  ];
  const title = words.section(text(section.title), cells.length);
  return (
    <details open={cells.length <= CELLS_SHOWN}>
      <summary>
        {title}{' '}
        <span className="secondary">{[words.by[section.by], words.layout[section.layout]].join(words.and)}</span>
      </summary>
      <ServerTable {...{ caption: title, columns, rows: cells, empty: '—' }} idOf={({ id }) => id} />
    </details>
  );
}

function howFilled({ compute, required, requiredIf }: FormCell): 'computed' | 'required' | 'sometimes' | 'optional' {
  if (compute !== undefined) return 'computed';
  if (required) return 'required';
  return requiredIf === undefined ? 'optional' : 'sometimes';
}
