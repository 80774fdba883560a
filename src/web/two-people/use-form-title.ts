import { getForm } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useText } from '../words/in-language.ts';

/** What a form is called, by its key such as `software-use@1`; its name until that is read. */
export function useFormTitle(key: string | undefined): string {
  const text = useText();
  const [form = '', revision] = (key ?? '').split('@');
  const question = { path: { form }, query: { revision: Number(revision) } };
  const named = useRead(getForm, question, { isWanted: form !== '', isFinal: true });
  return named.data ? text(named.data.data.title) : form;
}
