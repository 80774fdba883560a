import { erasableKind } from '../../reference/index.ts';
import { DEVICE } from './device.ts';

/** Who used a device before, and who used it last once it is retired. */
export const ERASABLE_DEVICE_USERS = erasableKind(DEVICE, {
  isOver: ({ state }) => state === 'retired',
  cleared: { usedBy: null },
});
