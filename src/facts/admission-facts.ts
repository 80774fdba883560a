import { type TextWords, togetherReader } from '../goods/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { PartialFacts } from './merged-facts.ts';
import { oncePer } from './once-per.ts';

/**
 * What the reasons of an order admit: that the goods are there already, or that a tender is got round. A policy without
 * words for it gives none of these facts.
 */
export function admissionFacts({ order, policy }: DeriveInput): PartialFacts {
  const { textWords } = policy.decisionDate;
  if (!textWords?.admissions) return {};
  const words = order.justification ? [...new Set(readerOf(textWords)(order.justification))] : [];
  return { 'order.admissions': words, 'order.admissionCount': words.length };
}

const readerOf = oncePer(({ foldings, admissions = [] }: TextWords) => togetherReader(foldings, admissions));
