import type { Actor, NewId } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { createOfKind, describeOfKind, type RecordingContext } from '../../reference/index.ts';
import { handOver } from '../hand-over.ts';
import { RESPONSIBLE_PERSONS } from '../record-responsible-persons.ts';
import {
  findPlannedRosters,
  type PlannedRoster,
  type PlannedTerm,
  type RosterQuestion,
} from './find-planned-rosters.ts';

/** Enters what a table says of who is in office: rows stand alone, and one with a fault is left out as a whole. */
export async function importRosters(
  entry: Governed,
  { question, newId }: { readonly question: RosterQuestion; readonly newId: NewId },
): Promise<readonly PlannedRoster[]> {
  const planned = await findPlannedRosters(entry.tx, question);
  const context = { actor: question.actor, on: entry.on, newId };
  for (const roster of planned) {
    for (const term of roster.terms) await importTerm(entry, { term, roster, context });
  }
  return planned;
}

interface TermToImport {
  readonly term: PlannedTerm;
  readonly roster: PlannedRoster;
  readonly context: RecordingContext & { readonly actor: Actor };
}

async function importTerm(entry: Governed, { term, roster, context }: TermToImport): Promise<void> {
  switch (term.does) {
    case 'unchanged':
      return;
    case 'described':
      await describeOfKind(entry, RESPONSIBLE_PERSONS, { subject: term.term, changes: term.changes, ...context });
      return;
    case 'created':
      await createOfKind(entry, RESPONSIBLE_PERSONS, { body: term.body, ...context });
      return;
    case 'handed-over': {
      const { from, seen } = roster;
      await handOver(entry, { term: term.term, from, reason: seen.reason ?? REASON, next: term.next, ...context });
    }
  }
}

/** Where the table does not say why. */
const REASON = '责任人信息汇总表变更';
