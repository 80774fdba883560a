import { type ReactNode, useMemo } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { checkForm } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { EmptySheet } from '../../sheet/empty-sheet.tsx';
import { readSheetForm, type SheetForm } from '../../sheet/form-document.ts';
import { type Fact, FactList } from '../../ui/fact-list.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { ChangesSince } from './changes-since.tsx';
import { CONTENT_WORDS } from './content-words.ts';
import { FormContent } from './form-content.tsx';
import { FormFaults } from './form-faults.tsx';
import { type DocumentInWords, inWords } from './form-in-words.ts';

interface FormProposalProps {
  readonly asked: Schemas['FormPublication'];
  /** Whether it still waits. */
  readonly isOpen: boolean;
  /** Whether it was published. */
  readonly isDone: boolean;
}

/** A form that two people publish, told in words: what it is, what is new in it, what it asks and whether its tests pass. */
export function FormProposal({ asked: { region, form: raw }, isOpen, isDone }: FormProposalProps): ReactNode {
  const words = useWords(CONTENT_WORDS);
  const document = inWords(raw);
  const form = useMemo(() => readSheetForm(raw), [raw]);
  const { id, revision, tests } = document;
  return (
    <>
      <h2>{words.title}</h2>
      <Facts document={document} form={form} region={region} />
      {isOpen && <CheckedAgain document={raw} />}
      {isDone && <p>{words.passedThen(tests.length)}</p>}
      {revision === 1 ? (
        <p>{words.first}</p>
      ) : (
        <>
          <h3>{words.since(revision - 1)}</h3>
          <ChangesSince document={raw} form={id} revision={revision - 1} />
        </>
      )}
      <FormContent document={document} form={form} />
      <h3>{words.preview}</h3>
      <EmptySheet form={form} />
    </>
  );
}

interface FactsProps {
  readonly document: DocumentInWords;
  readonly form: SheetForm;
  readonly region: string;
}

function Facts({ document: { id, revision, title, reporters, annex }, form, region }: FactsProps): ReactNode {
  const words = useWords(CONTENT_WORDS);
  const { facts } = words;
  const text = useText();
  const shown: readonly Fact[] = [
    [facts.title, text(title)],
    [facts.revision, words.revision(revision)],
    [facts.key, id],
    [facts.region, words.everyBelow(writeRegion(region))],
    [facts.reporters, reporters.map((one) => words.reporters[one]).join(words.and)],
    [facts.annex, annex],
    [facts.signatures, form.signatures.map(text).join(words.and)],
    [facts.notes, form.notes.map(text).join(' ')],
  ];
  return <FactList facts={shown} />;
}

/** What is signed is held against its tests once more, by the gate as it is now. */
function CheckedAgain({ document }: { readonly document: Schemas['FormDocument'] }): ReactNode {
  const words = useWords(CONTENT_WORDS);
  const isAble = useMay()(checkForm);
  const { data, error } = useRead(checkForm, { body: { form: document } }, { isWanted: isAble });
  if (!isAble) return null;
  if (error) return <Refusal of={error} />;
  if (data === undefined) return <p role="status">{words.testing}</p>;
  const { faults, tests } = data.data;
  if (faults.length > 0) return <FormFaults {...{ document, faults }} says={words.failed(faults.length)} />;
  return (
    <p className="notice" data-kind="done">
      {words.passed(tests)}
    </p>
  );
}
