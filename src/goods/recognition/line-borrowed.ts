import { type BareRole, type Breath, is, isSystem, placeFrom, toldBetween } from './line-breaths.ts';
import type { Item } from './line-phrases.ts';

/** Tells of a system that is there without a licence of its own: another machine's, changed by somebody, or put in the place of what came. */
export function borrowedIn(breath: Breath): readonly string[] {
  return breath.flatMap((item, place) => {
    if (is('negators')(before(breath, place))) return [];
    const to = lastOfBorrowed(breath, item, place);
    return to === undefined ? [] : [toldBetween(breath, Math.min(place, to), Math.max(place, to))];
  });
}

function lastOfBorrowed(breath: Breath, item: Item<BareRole>, place: number): number | undefined {
  if (is('sources')(item)) return keyOf(breath, place);
  if (is('doctored')(item)) return systemBeside(breath, place);
  if (is('replacing')(item)) return systemInstead(breath, place);
  return undefined;
}

const isOfNoAccount = is('between', 'listing', 'affirming');

/** What a key may be of. */
const isOwned = is('between', 'listing', 'sources', 'named', 'agents');

/** 旧电脑的密钥, and 密钥从旧电脑: what is told behind a blank is another thing. */
function keyOf(breath: Breath, source: number): number | undefined {
  const next = placeFrom(breath, source + 1, (item) => item.isAfterGap || !isOwned(item));
  if (is('keys')(breath[next]) && !breath[next]?.isAfterGap) return next;
  const last = breath.slice(0, source).findLastIndex((item) => !is('between', 'agents', 'doing')(item));
  const isApart = breath.slice(last + 1, source + 1).some(({ isAfterGap }) => isAfterGap);
  // 授权 旧机回收 names two things; 授权从旧机 and 授权用旧机 one.
  return last >= 0 && last < source - 1 && is('keys')(breath[last]) && !isApart ? last : undefined;
}

/** 精简版Windows, and 系统及办公软件为精简版. */
function systemBeside(breath: Breath, doctored: number): number | undefined {
  const next = placeFrom(breath, doctored + 1, (item) => !isOfNoAccount(item));
  if (isSystem(breath[next])) return next;
  const last = breath.slice(0, doctored).findLastIndex((item) => !is('between', 'listing', 'innocent')(item));
  return isSystem(breath[last]) ? last : undefined;
}

/** 青麟换Windows, and 到货后学校换Windows; what the supplier does is delivered, and 重装系统 alone is a service. */
function systemInstead(breath: Breath, replacing: number): number | undefined {
  const next = placeFrom(breath, replacing + 1, (item) => !isOfNoAccount(item));
  const by = breath.slice(0, replacing).findLast((item) => is('systems', 'named', 'agents', 'suppliers')(item));
  const isInstead = is('named')(breath[next]) || (is('systems')(breath[next]) && is('agents')(by));
  if (!isInstead || is('keys')(breath[next + 1])) return undefined;
  return by !== undefined && !is('suppliers')(by) ? next : undefined;
}

function before(breath: Breath, place: number): Item<BareRole> | undefined {
  return breath.slice(0, place).findLast((item) => !is('between')(item));
}
