import type { ReactNode } from 'react';
import { submitOrder } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useWords } from '../../words/use-words.ts';
import { changePreferences } from '../appearance/preferences.ts';
import { usePreferences } from '../appearance/use-preferences.ts';
import { Dialog } from '../dialog.tsx';
import { GLOSSARY } from './glossary.ts';
import { HELP_WORDS } from './help-words.ts';
import { KEYS, KEYS_WORDS, type KeyGroup } from './keys-words.ts';
import type { Page } from './pages.ts';
import { PAGES_WORDS } from './pages-words.ts';

/** What this page is for, its keys, and the words on it that not everybody knows. */
export function HelpDialog({
  page,
  onClose,
}: {
  readonly page: Page | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords(HELP_WORDS);
  const pages = useWords(PAGES_WORDS);
  return (
    <Dialog title={words.title} onClose={onClose}>
      {page !== undefined && (
        <section>
          <h3>{words.page}</h3>
          <p>{pages[page.name]}</p>
        </section>
      )}
      <section>
        <h3>{words.keys}</h3>
        {(['everywhere', ...(page?.keys ?? [])] as const).map((group) => (
          <Keys key={group} group={group} />
        ))}
        <SingleKeys />
      </section>
      {page?.words !== undefined && <Glossary of={page.words} />}
    </Dialog>
  );
}

function Keys({ group }: { readonly group: KeyGroup }): ReactNode {
  const { title, ...means }: Record<string, string> = useWords(KEYS_WORDS)[group];
  const may = useMay();
  // Who may not buy has no use of the key for it.
  const keys = Object.entries(KEYS[group]).filter(([name]) => name !== 'newOrder' || may(submitOrder));
  return (
    <table className="table keys">
      <caption>{title}</caption>
      <tbody>
        {keys.map(([name, stroke]) => (
          <tr key={name}>
            <th scope="row">
              <kbd>{stroke}</kbd>
            </th>
            <td>{means[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SingleKeys(): ReactNode {
  const words = useWords(HELP_WORDS);
  const { singleKeys } = usePreferences();
  return (
    <label>
      <input
        type="checkbox"
        checked={singleKeys}
        onChange={({ target }) => changePreferences({ singleKeys: target.checked })}
      />{' '}
      {words.singleKeys} <span className="secondary">{words.singleKeysHelp}</span>
    </label>
  );
}

function Glossary({ of: terms }: { readonly of: NonNullable<Page['words']> }): ReactNode {
  const words = useWords(HELP_WORDS);
  const glossary = useWords(GLOSSARY);
  return (
    <section>
      <h3>{words.words}</h3>
      <dl className="facts">
        {terms.map((name) => (
          <div key={name}>
            <dt>{glossary[name].term}</dt>
            <dd>{glossary[name].means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
