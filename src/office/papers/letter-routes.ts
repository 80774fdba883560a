import { findOfficeNames, findUnit, getFormOf, getVisibleCampaign } from '../../campaigns/index.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { answerForm, formFormatOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { documentLanguage } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Actor, dayOf, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { findAsOf } from '../../reports/index.ts';
import { findAccounts, findContact } from './find-letter-people.ts';
import { delayOf, type Letter } from './letter.ts';
import { letterPaper } from './letter-paper.ts';

type LetterDeps = Pick<GovernedDeps, 'clock' | 'origin'> & { readonly db: Database };

/** Letters of demand, for programs and on paper. */
export function letterRoutes({ db, clock, origin }: LetterDeps): Handlers {
  const get: Handler<'getLetter'> = async (req, res) => {
    const { id, agency: agencyCode } = req.params;
    const question = { actor: actorOf(req), id, agencyCode, at: clock(), origin };
    const format = formFormatOf(req);
    if (format === 'json') {
      const letter = await inSnapshot(db, (tx) => getLetter(tx, question));
      const { campaign, ...says } = letter;
      const { title, documents, officeAgency } = campaign.state;
      const body = {
        ...{ ...says, campaign: campaign.key, title: { ...title }, formTitle: { ...says.formTitle } },
        ...{ documents: [...documents], officeAgency, accounts: says.accounts.map((account) => ({ ...account })) },
      };
      res.status(200).set('Vary', VARY).json(body);
      return;
    }
    const load = async (tx: Tx) => {
      const paper = letterPaper(await getLetter(tx, question));
      return { ...paper, asOf: await findAsOf(tx, {}), gate: origin, printedAt: question.at };
    };
    await answerForm(res, { db, format, language: documentLanguage(req), load });
  };
  return { getLetter: get };
}

interface LetterQuestion {
  readonly actor: Actor;
  readonly id: string;
  readonly agencyCode: string;
  readonly at: Instant;
  readonly origin: string;
}

async function getLetter(tx: Tx, { actor, id, agencyCode, at, origin }: LetterQuestion): Promise<Letter> {
  const campaign = await getVisibleCampaign(tx, actor, id);
  const { officeAgency, state } = campaign.state;
  const on = dayOf(at);
  const unit = await findUnit(tx, { campaignId: campaign.key, grant: actor.grant, agencyCode, at, on });
  if (!unit) throw notAsked();
  const delay = state === 'open' ? delayOf(unit, on) : undefined;
  if (!delay) throw nothingOwed();
  const names = await findOfficeNames(tx, [officeAgency]);
  const { name, region, isClassified } = unit.participant;
  const { form } = await getFormOf(tx, campaign.state);
  return {
    ...{ campaign, agencyCode, name, form: campaign.state.form, formTitle: form.title, ...delay },
    contact: await findContact(tx, officeAgency, on),
    accounts: await findAccounts(tx, { actor, code: agencyCode, region, isClassified }),
    officeName: names.get(officeAgency) ?? officeAgency,
    address: `https://${origin}/console/filings/${campaign.key}?reporter=${agencyCode}`,
  };
}

function notAsked(): Refusal {
  return new Refusal('not_found', 'agency.not_found', text('未找到该单位。', 'There is no such agency.'));
}

function nothingOwed(): Refusal {
  return new Refusal(
    'conflict',
    'campaign.nothing_owed',
    text('该单位没有逾期，不需要催报。', 'The unit is not late; there is nothing to demand.'),
  );
}
