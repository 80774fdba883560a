import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { useText } from '../../words/in-language.ts';
import { usePartWords } from './use-part-words.ts';

interface FaultsProps extends Pick<Schemas['CheckedForm'], 'faults'> {
  readonly document: object;
  /** How many there are, as a sentence. */
  readonly says: string;
}

/** Every place of a document that is wrong, and why. */
export function FormFaults({ document, faults, says }: FaultsProps): ReactNode {
  const { placeOf } = usePartWords();
  const text = useText();
  return (
    <div className="notice refusal" data-kind="refusal" role="alert">
      <p>
        <strong>{says}</strong>
      </p>
      <ul>
        {faults.map(({ pointer, code, message }) => (
          <li key={`${pointer} ${code}`}>
            <strong>{placeOf(document, pointer)}</strong> {text(message)}{' '}
            <span className="secondary code">{pointer}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
