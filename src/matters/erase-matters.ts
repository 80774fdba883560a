import { ERASED, type ErasableKind } from '../log/index.ts';
import { erasableKind } from '../reference/index.ts';
import { MATTER } from './matter.ts';
import { clearStepTexts } from './matters-repository.ts';

const TITLES = erasableKind(MATTER, {
  isOver: ({ state }) => state === 'closed' || state === 'void',
  cleared: { title: ERASED },
});

/** Once a matter is over, what was written about people in it need not be known for ever; what was done stays. */
export const ERASABLE_MATTERS: ErasableKind = {
  ...TITLES,
  find: async (tx, key, on) => {
    const found = await TITLES.find(tx, key, on);
    return found && { ...found, isWhole: true };
  },
  clear: async (tx, key) => {
    await TITLES.clear(tx, key);
    await clearStepTexts(tx, key, ERASED);
  },
};
