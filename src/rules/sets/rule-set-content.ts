import { canonicalJson, digestOf, sha256 } from '../../kernel/index.ts';
import type { FactCatalogueDocument } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import type { CatalogueDecoding } from '../policy/catalogue-decoding.ts';
import type { NeedsPerCategory } from '../policy/needs-per-category.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';

export interface PolicyContent {
  /** One document a jurisdiction, sorted by code. */
  readonly parameters: readonly PolicyDocument[];
  readonly decoding: CatalogueDecoding;
  readonly needs: NeedsPerCategory;
}

/** What a rule pack ships: everything that rules mean, without a number and a place in history. */
export interface PackContent {
  /** Sorted by id. */
  readonly rules: readonly RuleDocument[];
  readonly facts: FactCatalogueDocument;
  readonly policy: PolicyContent;
}

/** A rule set whole: as canonical JSON it is what the database keeps, and all that is needed to decide as it did. */
export interface RuleSetContent extends PackContent {
  readonly schema: 'gate-rule-set/1';
  readonly number: number;
  /** The digest of the set it was made from. */
  readonly parent: string | null;
  readonly inForceFrom: string;
  readonly changeNote: string;
}

/** What a rule set's digest is taken over, and what its approvals sign. */
export interface RuleSetManifest {
  readonly schema: 'gate-rule-set-manifest/1';
  readonly number: number;
  readonly parent: string | null;
  readonly rules: readonly { readonly id: string; readonly revision: number; readonly sha256: string }[];
  readonly policy: string;
  readonly facts: string;
  readonly inForceFrom: string;
  readonly changeNote: string;
}

export function manifestOf(content: RuleSetContent): RuleSetManifest {
  return {
    schema: 'gate-rule-set-manifest/1',
    number: content.number,
    parent: content.parent,
    ...digestsOf(content),
    inForceFrom: content.inForceFrom,
    changeNote: content.changeNote,
  };
}

/** The digest that decisions name: SHA-256 of the manifest's canonical JSON. */
export function contentDigest(content: RuleSetContent): string {
  return digestOf(canonicalJson(manifestOf(content)));
}

/** The same for a pack; equal digests mean that nothing a rule set could be proposed for has changed. */
export function packDigest(pack: PackContent): string {
  return digestOf(canonicalJson(digestsOf(pack)));
}

function digestsOf({ rules, policy, facts }: PackContent): Pick<RuleSetManifest, 'rules' | 'policy' | 'facts'> {
  return {
    rules: rules.map((rule) => ({
      id: rule.id,
      revision: rule.revision,
      sha256: sha256(canonicalJson(rule)).toString('hex'),
    })),
    policy: digestOf(canonicalJson(policy)),
    facts: digestOf(canonicalJson(facts)),
  };
}
