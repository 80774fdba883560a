import { realNumber } from '../../devices/real-number.ts';
import { categoryOfWord } from '../lists/computer-words.ts';
import type { SeenDevice } from '../seen.ts';
import { type Members, textIn } from './agent-text.ts';

/**
 * A computer as its firmware describes it, by the names that both agents use for it. Placeholders are no numbers, and an
 * account that was logged in is no person who answers for the computer.
 */
export function deviceOfFirmware(bios: Members | undefined, chassis: string | undefined): SeenDevice {
  const number = (name: string): string | undefined => realNumber(textIn(bios, name) ?? '');
  const [serial, mainboardSerial, assetNumber] = [number('ssn'), number('msn'), number('assettag')];
  const [brand, model] = [number('smanufacturer'), number('smodel')];
  const category = categoryOfWord(chassis ?? '');
  return {
    ...(serial && { serial }),
    ...(mainboardSerial && { mainboardSerial }),
    ...(assetNumber && { assetNumber }),
    ...(brand && { brand }),
    ...(model && { model }),
    ...(category && { category }),
  };
}
