import { factsOfAgencies } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, CivilDate } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { getRuleSetInForce } from '../../rules/index.ts';
import { authorsOf, isAuthor, needsSecondPerson, type StageOfOthers, stagesOfOthers } from '../batch/second-person.ts';
import type { Order } from '../order.ts';
import { listAuthors } from '../orders-repository.ts';

export interface QuestionOfOthers {
  readonly actor: Actor;
  readonly order: Order;
  readonly on: CivilDate;
}

/** What whoever reads an order would be refused by `refusalOfAuthor`; for all but its authors one statement at most. */
export async function findLeftToOthers(
  tx: Tx,
  { actor, order, on }: QuestionOfOthers,
): Promise<readonly StageOfOthers[]> {
  const stages = stagesOfOthers(order);
  if (stages.length === 0 || actor.personId === null) return [];
  if (!isAuthor(authorsOf(await listAuthors(tx, order.id)), actor)) return [];
  const agency = (await factsOfAgencies(tx, [order.agencyCode])).get(order.agencyCode);
  if (!agency) return [];
  const ruleSet = await getRuleSetInForce(tx, (await readHead(tx)).at);
  return needsSecondPerson(ruleSet, { ...agency, on }) ? stages : [];
}
