import { type ReactNode, useId, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNTS_WORDS } from './accounts-words.ts';

const MEDIA: { readonly [ending: string]: string } = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface SourceProps {
  /** The list as a table; nothing while there is none. */
  readonly onList: (list: SentFile | undefined) => void;
}

/** A list that an office has written, one person a row. */
export function FileSource({ onList }: SourceProps): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const [isOfNoKind, setOfNoKind] = useState(false);
  const id = useId();
  const take = (chosen: File | undefined): void => {
    const mediaType = MEDIA[chosen?.name.toLowerCase().split('.').at(-1) ?? ''];
    setOfNoKind(chosen !== undefined && mediaType === undefined);
    onList(chosen && mediaType ? { bytes: chosen, mediaType } : undefined);
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.file}</label>
      <input
        {...{ id, type: 'file', accept: '.xlsx,.csv', 'aria-describedby': `${id}-told` }}
        onChange={({ target }) => take(target.files?.[0])}
      />
      <p id={`${id}-told`} role="status" className={isOfNoKind ? 'field-error' : 'secondary'}>
        {isOfNoKind ? words.kind : words.fileSays}
      </p>
    </div>
  );
}
