import type { AboutAct, AnyAct } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { namesOfAgencies } from '../../log/index.ts';
import { askedIn } from '../execution/finish-proposals-job.ts';
import type { Proposal, ProposalContent, ProposalReading } from './proposal.ts';
import { findShortContents } from './proposals-repository.ts';

/** A proposal with what a list says of it. */
export interface ListedProposal extends ProposalReading {
  /** By code, of the agencies that it is about. */
  readonly names: ReadonlyMap<string, string>;
  readonly about: AboutAct;
}

/** What a list says of each proposal of a page: a few statements, and as many more as its acts need. */
export async function findListed(
  tx: Tx,
  acts: ReadonlyMap<string, AnyAct>,
  proposals: readonly Proposal[],
): Promise<readonly ListedProposal[]> {
  const contents = await findShortContents(tx, proposals);
  const names = await namesOfAgencies(
    tx,
    proposals.flatMap(({ agencies }) => agencies),
  );
  const about = await findAbout(tx, acts, [...contents.values()]);
  return proposals.map((proposal) => ({
    ...{ proposal, names, content: contents.get(proposal.id), about: about.get(proposal.id) ?? {} },
  }));
}

async function findAbout(
  tx: Tx,
  acts: ReadonlyMap<string, AnyAct>,
  contents: readonly ProposalContent[],
): Promise<ReadonlyMap<string, AboutAct>> {
  const about = new Map<string, AboutAct>();
  for (const [operation, alike] of groupBy(contents, (content) => content.operation)) {
    const told = await acts.get(operation)?.about?.(
      tx,
      alike.map((content) => askedIn(content)),
    );
    told?.forEach((one, at) => void about.set(alike[at]?.id ?? '', one));
  }
  return about;
}
