import { dayOf, writeInstant } from '../ui/time.ts';

interface Launched {
  readonly asOfOn: string;
  readonly launchedAt: string | null;
}

interface Words {
  readonly ofDay: (day: string) => string;
  readonly ofMoment: (taken: string) => string;
}

/**
 * Until when the figures of the gate go, in words. They are counted once: of a day that comes when it is over, of one that is
 * past at the launch. A launch on the day itself sees it only as far as it had come. Nothing where nothing was launched.
 */
export function takenInWords({ asOfOn, launchedAt }: Launched, words: Words): string {
  if (launchedAt === null) return '';
  return dayOf(launchedAt) === asOfOn ? words.ofMoment(writeInstant(launchedAt)) : words.ofDay(asOfOn);
}
