import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { SentFile } from '../client/call.ts';
import { saveFile } from '../client/save-file.ts';
import { TableFileField } from '../form/table-file-field.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNTS_WORDS } from './accounts-words.ts';
import { emptyTable } from './roster-list.ts';

interface FileSourceProps {
  readonly onList: (list: SentFile | undefined) => void;
}

/** A list as a file, and an empty one with the headings that the gate reads, in the language of the page. */
export function FileSource({ onList }: FileSourceProps): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  return (
    <>
      <TableFileField words={words} onFile={onList} />
      <p className="acts">
        <Button onClick={() => saveFile(words.templateName, emptyTable(words.columns), 'text/csv')}>
          {words.saveTemplate}
        </Button>
      </p>
    </>
  );
}
