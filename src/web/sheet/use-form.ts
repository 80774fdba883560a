import { useMemo } from 'react';
import { getForm } from '../client/operations.generated.ts';
import { type Read, useRead } from '../client/use-gate.ts';
import { readSheetForm, type SheetForm } from './form-document.ts';

/** A form by its key, such as `software-use@1`; what is published never changes. */
export function useForm(key: string | undefined): {
  readonly read: Read<'getForm'>;
  readonly form: SheetForm | undefined;
} {
  const [id = '', revision] = (key ?? '').split('@');
  const query = revision === undefined ? {} : { revision: Number(revision) };
  const read = useRead(getForm, { path: { form: id }, query }, { isWanted: key !== undefined, isFinal: true });
  const document = read.data?.data.form;
  const form = useMemo(() => (document === undefined ? undefined : readSheetForm(document)), [document]);
  return { read, form };
}
