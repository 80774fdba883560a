import type { ReactNode } from 'react';
import { getForm } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { Reading } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { formChanges } from './form-changes.ts';
import { FORMS_WORDS } from './forms-words.ts';
import { usePartWords } from './use-part-words.ts';

interface ChangesProps {
  readonly document: object;
  readonly form: string;
  readonly revision: number;
}

/** What a document has other than a revision that was published, a line for each part. */
export function ChangesSince({ document, form, revision }: ChangesProps): ReactNode {
  const words = useWords(FORMS_WORDS).check;
  const { changeOf } = usePartWords();
  const before = useRead(getForm, { path: { form }, query: { revision } }, { isFinal: true });
  return (
    <Reading read={before}>
      {({ data }) => {
        const lines = formChanges(data.form, document).map(changeOf);
        if (lines.length === 0) return <p>{words.same}</p>;
        return (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        );
      }}
    </Reading>
  );
}
