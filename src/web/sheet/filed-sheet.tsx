import { type ReactNode, useMemo } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getResponsiblePerson } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { SheetForm } from './form-document.ts';
import { placeOfFinding } from './place-of-finding.ts';
import { Sheet } from './sheet.tsx';
import { typedOf } from './sheet-content.ts';
import type { SheetNote, SheetView } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import { useTitleOfCell } from './use-title-of-cell.ts';

interface FiledSheetProps {
  readonly form: SheetForm;
  readonly revision: Schemas['FilingRevision'];
  /** What the reader adds below cells, as reasons of a return. */
  readonly notes?: readonly SheetNote[];
  readonly pick?: SheetView['pick'];
}

/** A revision as it was filed, with its differences, what stood out, and why it was returned, each below its cell. */
export function FiledSheet({ form, revision, notes = [], pick }: FiledSheetProps): ReactNode {
  const own = useFiledNotes(form, revision);
  const typed = useMemo(() => typedOf(revision), [revision]);
  const view: SheetView = {
    text: ({ id }) => typed.cells[id] ?? '',
    rows: (section) => typed.rows[section] ?? [],
    computed: revision.computed,
    figures: new Map(revision.differences.map(({ cell, figure }) => [cell, figure])),
    notes: [...own, ...notes],
    pick,
  };
  return (
    <>
      <Sheet form={form} view={view} />
      {revision.signedFor !== null && <SignedFor person={revision.signedFor} />}
      <Scans files={revision.files} />
    </>
  );
}

/** Whose signature stands on the paper, by name; nothing where the person is not known any more. */
function SignedFor({ person }: { readonly person: string }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const may = useMay();
  const read = useRead(getResponsiblePerson, { path: { id: person } }, { isWanted: may(getResponsiblePerson) });
  if (!read.data) return null;
  const { name, position } = read.data.data;
  return <p>{words.signedFor([name, position].filter(Boolean).join(' · '))}</p>;
}

/** What was filed with it, as scans of the stamped paper. */
function Scans({ files }: { readonly files: readonly string[] }): ReactNode {
  const words = useWords(SHEET_WORDS);
  if (files.length === 0) return null;
  return (
    <section className="sheet-section">
      <h2>{words.scans}</h2>
      <ul className="plain-list">
        {files.map((file, at) => (
          <li key={file}>
            {words.file(at + 1)} <ScanLink file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function useFiledNotes(form: SheetForm, revision: Schemas['FilingRevision']): readonly SheetNote[] {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const titleOf = useTitleOfCell(form);
  const differences = revision.differences.map(
    ({ cell, filed, figure, reason }): SheetNote => ({
      ...{ id: `difference-${cell}`, place: cell, kind: 'referred' },
      says: (
        <>
          {words.difference(titleOf(cell), filed, figure)} {reason !== null && <bdi>{words.because(reason)}</bdi>}
        </>
      ),
    }),
  );
  const findings = revision.findings.map((finding): SheetNote => {
    const place = placeOfFinding(finding);
    const id = `finding-${finding.check}-${place.replaceAll('/', '-')}`;
    return { id, place, kind: 'warning', says: words.confirmed(text(finding.message)) };
  });
  const returned = Object.entries(revision.returned?.cells ?? {}).map(
    ([cell, why]): SheetNote => ({
      ...{ id: `returned-${cell}`, place: cell, kind: 'rejected', says: words.returnedCell(titleOf(cell), why ?? '') },
    }),
  );
  return [...differences, ...findings, ...returned];
}
