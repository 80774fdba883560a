import { type FactCatalogue, type Facts, nameFacts, type PlacedFacts, placeFacts } from '../rules/index.ts';

/** The facts a decision was derived to, once each. */
export interface RecordedFacts {
  readonly order: Facts;
  readonly lines: readonly Facts[];
  readonly planItems: readonly Facts[];
  readonly funding: readonly { readonly pointer: string; readonly facts: Facts }[];
}

/** The same as a record holds them: by their places in the fact catalogue of the rule set that the record names. */
export interface PlacedRecord {
  readonly order: PlacedFacts;
  readonly lines: readonly PlacedFacts[];
  readonly planItems: readonly PlacedFacts[];
  readonly funding: readonly { readonly pointer: string; readonly facts: PlacedFacts }[];
}

export function placeRecordedFacts(facts: RecordedFacts, catalogue: FactCatalogue): PlacedRecord {
  return {
    order: placeFacts(facts.order, catalogue, 'order'),
    lines: facts.lines.map((line) => placeFacts(line, catalogue, 'line')),
    planItems: facts.planItems.map((item) => placeFacts(item, catalogue, 'plan-item')),
    funding: facts.funding.map(({ pointer, facts: entry }) => ({
      pointer,
      facts: placeFacts(entry, catalogue, 'funding'),
    })),
  };
}

export function nameRecordedFacts(placed: PlacedRecord, catalogue: FactCatalogue): RecordedFacts {
  return {
    order: nameFacts(placed.order, catalogue, 'order'),
    lines: placed.lines.map((line) => nameFacts(line, catalogue, 'line')),
    planItems: placed.planItems.map((item) => nameFacts(item, catalogue, 'plan-item')),
    funding: placed.funding.map(({ pointer, facts: entry }) => ({
      pointer,
      facts: nameFacts(entry, catalogue, 'funding'),
    })),
  };
}
