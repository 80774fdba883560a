import type { AnswerOf, BodyOf } from '../../client/operation.ts';
import { readDay, readMoney } from '../../ui/typed-values.ts';

/** A contract as it is typed: every field is a text. */
export interface TypedContract {
  readonly number: string;
  readonly signedOn: string;
  readonly supplier: string;
  readonly creditCode: string;
  readonly creditCheckedOn: string;
  readonly total: string;
}

/** What is wrong at a field. */
export type Fault = 'missing' | 'noDay' | 'noMoney';

type Faults = { readonly [field in keyof TypedContract]?: Fault };

/** What was approved, to begin with; number and day are the contract's own. */
export function contractOf(order: AnswerOf<'getOrder'>): TypedContract {
  const { supplier } = order.submission;
  return {
    number: '',
    signedOn: '',
    supplier: supplier?.name ?? '',
    creditCode: supplier?.creditCode ?? '',
    creditCheckedOn: supplier?.creditCheckedOn ?? '',
    total: order.total ?? '',
  };
}

/** The contract as the gate takes it, or what keeps it from being one. */
export function contractBody(
  typed: TypedContract,
  today: string,
): { readonly body: BodyOf<'contractOrder'> } | { readonly faults: Faults } {
  const { number, supplier, creditCode } = typed;
  const signedOn = readDay(typed.signedOn, today);
  const checkedOn = readDay(typed.creditCheckedOn, today);
  const total = readMoney(typed.total);
  const faults: Faults = {
    ...missing({ number, supplier, creditCode }),
    ...(signedOn === undefined && { signedOn: typed.signedOn.trim() === '' ? 'missing' : 'noDay' }),
    ...(checkedOn === undefined && typed.creditCheckedOn.trim() !== '' && { creditCheckedOn: 'noDay' }),
    ...(total === undefined && { total: typed.total.trim() === '' ? 'missing' : 'noMoney' }),
  };
  if (signedOn === undefined || total === undefined || Object.keys(faults).length > 0) return { faults };
  const seller = { creditCode: creditCode.trim().toUpperCase(), name: supplier.trim() };
  return {
    body: { number: number.trim(), signedOn, supplier: { ...seller, creditCheckedOn: checkedOn ?? null }, total },
  };
}

function missing(fields: Readonly<Partial<TypedContract>>): Faults {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text?.trim() === '')
      .map(([name]) => [name, 'missing' as const]),
  );
}
