import { Refusal, type RefusalHints, type RefusalKind, type RefusedField, type Text } from '../../kernel/index.ts';

/** Something thrown in another thread, as values: classes and the properties of errors do not survive the way. */
export type Thrown =
  | {
      readonly refused: {
        readonly kind: RefusalKind;
        readonly code: string;
        readonly text: Text;
        readonly errors: readonly RefusedField[];
        readonly hints: RefusalHints;
      };
    }
  | {
      readonly failed: {
        readonly name: string;
        readonly message: string;
        readonly stack: string;
        readonly marks: object;
      };
    };

/** By which an error of a database is told from a bug. */
const MARKS = ['code', 'errno', 'rawCode', 'fatal'];

export function thrownOf(error: unknown): Thrown {
  if (error instanceof Refusal) {
    const { kind, code, text, errors, hints } = error;
    return { refused: { kind, code, text, errors, hints } };
  }
  const { name, message, stack = '', ...own } = error instanceof Error ? error : new Error(String(error));
  const marks = Object.entries(own).filter(([mark]) => MARKS.includes(mark));
  return { failed: { name, message, stack, marks: Object.fromEntries(marks) } };
}

export function errorOf(thrown: Thrown): Error {
  if ('refused' in thrown) {
    const { kind, code, text, errors, hints } = thrown.refused;
    return new Refusal(kind, code, text, errors, hints);
  }
  const { name, message, stack, marks } = thrown.failed;
  return Object.assign(new Error(message), { name, stack }, marks);
}
