import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import './file-pick.css';
import { FILE_PICK_WORDS } from './file-pick-words.ts';

type FilePickProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'ref'>;

/**
 * A file from the disk. The native field lies over a button in the language of the page, which browsers write in their own:
 * keys, screen readers and files that are dropped are those of the field.
 */
export function FilePick(props: FilePickProps): ReactNode {
  const words = useWords(FILE_PICK_WORDS);
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  // Whoever uses the field may empty it.
  useEffect(() => setName(field.current?.files?.[0]?.name ?? ''));
  return (
    <span className="file-pick" data-disabled={props.disabled || undefined}>
      <span className="file-pick-button" aria-hidden="true">
        {words.choose}
      </span>
      <span className="secondary" aria-hidden="true">
        {name || words.none}
      </span>
      <input
        {...props}
        ref={field}
        type="file"
        title=""
        onChange={(event) => {
          setName(event.target.files?.[0]?.name ?? '');
          props.onChange?.(event);
        }}
      />
    </span>
  );
}
