import type { Facts } from '../rules/index.ts';
import { admissionFacts } from './admission-facts.ts';
import { agencyFacts } from './agency-facts.ts';
import { alikeNumberFacts } from './alike-numbers.ts';
import type { DeriveInput } from './derive-input.ts';
import { exemptionFacts } from './exemption.ts';
import { deliveryFacts } from './line/delivery-texts.ts';
import { everyLineFacts } from './line/every-line.ts';
import { budgetFacts, fundingFacts } from './line/funding-facts.ts';
import { mergedFacts } from './merged-facts.ts';
import { orderFacts } from './order-facts.ts';
import { planFilingFacts } from './plan/plan-filing.ts';
import { planItemFacts } from './plan/plan-item-facts.ts';
import { planFacts } from './plan/plan-sums.ts';
import { acceptanceFacts, withAcceptedItems, withAcceptedLines } from './stages/acceptance-facts.ts';
import { contractFacts, withContractItems, withContractLines } from './stages/contract-facts.ts';
import { supplierFacts } from './supplier-facts.ts';
import { classifiedFacts, takenOutFacts } from './tries-facts.ts';

/** Every fact of the catalogue but the policy's; lines and plan items by their position in the body. */
export interface DerivedFacts {
  readonly order: Facts;
  readonly lines: readonly Facts[];
  readonly planItems: readonly Facts[];
  readonly funding: readonly { readonly pointer: string; readonly facts: Facts }[];
}

/**
 * Turns one order and what the tables said about it into the facts that rules read. Pure: the same input gives the same
 * facts in ten years. What has nothing to state is null, what the system lacks is absent.
 */
export function deriveFacts(input: DeriveInput): DerivedFacts {
  return {
    order: mergedFacts(
      orderFacts(input),
      agencyFacts(input),
      supplierFacts(input),
      planFacts(input),
      budgetFacts(input),
      planFilingFacts(input),
      alikeNumberFacts(input),
      exemptionFacts(input),
      takenOutFacts(input),
      classifiedFacts(input),
      admissionFacts(input),
      deliveryFacts(input),
      contractFacts(input),
      acceptanceFacts(input),
    ),
    lines: withAcceptedLines(input, withContractLines(input, everyLineFacts(input))),
    planItems: withAcceptedItems(input, withContractItems(input, planItemFacts(input))),
    funding: fundingFacts(input),
  };
}
