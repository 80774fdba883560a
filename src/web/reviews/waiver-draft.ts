import type { Schemas } from '../client/operation.ts';
import type { OfferedPaper } from './order-papers.ts';

/** A waiver as it is typed. */
export interface WaiverDraft extends OfferedPaper {
  readonly reasonCode: string;
  readonly text: string;
  readonly until: string;
}

/** A single ground and the last day that is allowed are filled in; facts are not. */
export function blankWaiver({ reasons }: Schemas['RuleWaivability'], untilMax: string): WaiverDraft {
  const [only, other] = reasons;
  const reasonCode = other === undefined ? (only ?? '') : '';
  return { reasonCode, text: '', until: untilMax, document: '', issuedBy: '', issuedOn: '', file: null };
}

/** What a draft holds; whatever is missing or of another shape is as in `blank`, for a draft may be of an older console. */
export function waiverIn(content: object, blank: WaiverDraft): WaiverDraft {
  const kept = content as { readonly [name: string]: unknown };
  const texts = Object.keys(blank).flatMap((name) =>
    typeof kept[name] === 'string' ? [[name, kept[name]] as const] : [],
  );
  return { ...blank, ...Object.fromEntries(texts) };
}

/** Two windows' words about one waiver: what was typed here stays, and what was typed only there is taken in. */
export function mergedWaiver(mine: WaiverDraft, theirs: WaiverDraft, blank: WaiverDraft): WaiverDraft {
  const names = Object.keys(blank) as (keyof WaiverDraft)[];
  const others = names.flatMap((name) => (mine[name] === blank[name] ? [[name, theirs[name]] as const] : []));
  return { ...mine, ...Object.fromEntries(others) };
}
