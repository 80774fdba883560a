import type { DeriveInput } from './derive-input.ts';
import { retryWindowDays } from './line/words-taken-out.ts';
import type { PartialFacts } from './merged-facts.ts';
import { policyStrings } from './policy-values.ts';

/** What an earlier try of the agency said that this one leaves out; an older policy does not look, and it is no fact. */
export function takenOutFacts(input: DeriveInput): PartialFacts {
  if (retryWindowDays(input) === undefined) return {};
  const { order, words } = input.gathered.takenOut ?? { order: '', words: [] };
  return {
    'order.wordsTakenOut': words,
    'order.wordsTakenOutCount': words.length,
    'order.wordsTakenOutOf': order,
  };
}

/** On what ground an order is classified; an older policy asks for none, and it is no fact. */
export function classifiedFacts(input: DeriveInput): PartialFacts {
  const wanted = policyStrings(input.policy.decisionDate, 'policy.classified.mustState');
  return wanted ? { 'order.classifiedGround': classifiedGround(input, wanted) } : {};
}

type Ground = 'open' | 'agency' | 'exemption' | 'paper' | 'paper-incomplete' | 'claimed';

function classifiedGround({ order, gathered, decidedOn }: DeriveInput, wanted: readonly string[]): Ground {
  if (!order.classified) return 'open';
  if (gathered.agency.isClassified) return 'agency';
  // The exemption of a classified purchase is a paper itself, and EXC-01 judges it.
  if (order.exemption?.kind === 'classified' && order.exemption.document) return 'exemption';
  const papers = (order.approvals ?? []).filter(({ kind }) => kind === 'classified-project');
  if (papers.length === 0) return 'claimed';
  const isWhole = papers.some(
    (paper) =>
      ELEMENTS.every((element) => !wanted.includes(element) || paper[element]) &&
      (!paper.issuedOn || paper.issuedOn <= decidedOn) &&
      (!paper.validUntil || paper.validUntil >= decidedOn),
  );
  return isWhole ? 'paper' : 'paper-incomplete';
}

const ELEMENTS = ['document', 'issuedBy', 'issuedOn', 'file'] as const;
