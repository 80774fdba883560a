import { ERASED } from '../log/index.ts';
import { erasableKind } from '../reference/index.ts';
import { RESPONSIBLE_PERSON } from './responsible-person.ts';

/** A term that has ended counts as before; who held it need not be known for ever. */
export const ERASABLE_RESPONSIBLE_PERSONS = erasableKind(RESPONSIBLE_PERSON, {
  isOver: ({ until }, on) => until !== null && until < on,
  cleared: { name: ERASED, phone: null, mobile: null, endReason: null },
});
