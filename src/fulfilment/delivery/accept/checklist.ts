import { kindOf } from '../../../goods/index.ts';
import { type Text, text } from '../../../kernel/index.ts';
import { type FactScope, type Facts, type FactValue, factsNamedByRule, type RuleSet } from '../../../rules/index.ts';
import type { Progress } from '../delivery-progress.ts';

/** One thing that the order stated and rules passed, to be compared with what comes. */
export interface ChecklistCheck {
  readonly fact: string;
  readonly title: Text;
  readonly value: FactValue;
}

export interface ChecklistPart {
  readonly looksAt: readonly Text[];
  readonly checks: readonly ChecklistCheck[];
}

/** The facts of the contracted revision, as its decision recorded them; empty where they were erased. */
export interface ContractedFacts {
  readonly lines: readonly Facts[];
  readonly planItems: readonly Facts[];
}

export interface Checklist {
  readonly lines: readonly ChecklistPart[];
  readonly items: readonly ChecklistPart[];
}

/**
 * What is looked at when a delivery comes: every fact that a rule read and passed on the officer's word, and what each
 * machine and each licence must show (ACC-01).
 */
export function checklistOf(progress: Progress, facts: ContractedFacts, ruleSet: RuleSet): Checklist {
  const asked = new Set(ruleSet.compiled.rules.flatMap(({ document }) => factsNamedByRule(document)));
  const checksIn = (scope: FactScope, ofPart: Facts = {}): readonly ChecklistCheck[] =>
    ruleSet.catalogue.facts.flatMap((fact) => {
      const value = ofPart[fact.name];
      const isTold = value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
      if (fact.scope !== scope || fact.standing !== 'declared' || !asked.has(fact.name) || !isTold) return [];
      return [{ fact: fact.name, title: fact.title, value }];
    });
  return {
    lines: progress.lines.map(({ line }, index) => ({
      looksAt: kindOf(line).looksAt,
      checks: checksIn('line', facts.lines[index]),
    })),
    items: progress.items.map((_item, index) => ({
      looksAt: OF_LICENCES,
      checks: checksIn('plan-item', facts.planItems[index]),
    })),
  };
}

const OF_LICENCES: readonly Text[] = [
  text('授权证明载明的被授权人为本单位', 'a proof that names this agency as the licensee'),
  text('软件产品、版本类型和版本号', 'product, edition and version'),
  text('授权证明载明的许可数量', 'how many seats the proof covers'),
];
