import { type ReactNode, useId, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import { FilePick } from '../ui/file-pick/file-pick.tsx';

const MEDIA: { readonly [ending: string]: string } = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface TableFileFieldProps {
  readonly words: {
    readonly file: string;
    /** Said of a file that is no table. */
    readonly kind: string;
    readonly fileSays?: string;
  };
  /** The table that was chosen; nothing while there is none. */
  readonly onFile: (file: SentFile | undefined) => void;
}

/** A table that an office has, as a workbook or as CSV. */
export function TableFileField({ words, onFile }: TableFileFieldProps): ReactNode {
  const [isOfNoKind, setOfNoKind] = useState(false);
  const id = useId();
  const take = (chosen: File | undefined): void => {
    const mediaType = MEDIA[chosen?.name.toLowerCase().split('.').at(-1) ?? ''];
    setOfNoKind(chosen !== undefined && mediaType === undefined);
    onFile(chosen && mediaType ? { bytes: chosen, mediaType } : undefined);
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.file}</label>
      <FilePick
        {...{ id, accept: '.xlsx,.csv', 'aria-describedby': `${id}-told` }}
        onChange={({ target }) => take(target.files?.[0])}
      />
      <p id={`${id}-told`} role="status" className={isOfNoKind ? 'field-error' : 'secondary'}>
        {isOfNoKind ? words.kind : words.fileSays}
      </p>
    </div>
  );
}
