import {
  type CampaignRecord,
  findUnit,
  getFormOf,
  getVisibleCampaign,
  listStandingOf,
  refuseRecalled,
  type UnitOfCampaign,
} from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, dayOf, type Instant, Refusal, regionPrefix, text } from '../../kernel/index.ts';
import { namesOfAgencies } from '../../log/index.ts';
import { findAccounts, findAccountsOfUnits, findContact } from './find-letter-people.ts';
import { type Account, type Delay, delayOf, type Letter } from './letter.ts';

interface LettersQuestion {
  readonly actor: Actor;
  /** Of the campaign. */
  readonly id: string;
  readonly at: Instant;
  readonly origin: string;
}

/** The letter to one unit, which must be late. */
export async function getLetter(
  tx: Tx,
  { agencyCode, ...question }: LettersQuestion & { readonly agencyCode: string },
): Promise<Letter> {
  const { actor, id, at } = question;
  const on = dayOf(at);
  const campaign = await getVisibleCampaign(tx, actor, id);
  refuseRecalled(campaign.state);
  const unit = await findUnit(tx, { campaignId: campaign.key, grant: actor.grant, agencyCode, at, on });
  if (!unit) throw notAsked();
  const delay = delayIn(campaign, unit, on);
  if (!delay) throw nothingOwed();
  const sender = await findSender(tx, { campaign, on });
  const { region, isClassified } = unit.participant;
  const accounts = await findAccounts(tx, { actor, code: agencyCode, region, isClassified });
  return letterTo({ unit, delay, accounts, sender, ...question });
}

export const LETTERS_MAX = 500;

/** The letters to all units within reach that are late, or to those of a region; never none, and never too many. */
export async function listLetters(
  tx: Tx,
  { region, ...question }: LettersQuestion & { readonly region: string | undefined },
): Promise<{ readonly campaign: CampaignRecord; readonly letters: readonly [Letter, ...Letter[]] }> {
  const { actor, id, at } = question;
  const on = dayOf(at);
  const campaign = await getVisibleCampaign(tx, actor, id);
  refuseRecalled(campaign.state);
  const prefix = region === undefined ? '' : regionPrefix(region);
  const standing = await listStandingOf(tx, { campaignId: campaign.key, grant: actor.grant, at, on });
  const late = standing
    .filter(({ participant }) => participant.region.startsWith(prefix))
    .flatMap((unit) => {
      const delay = delayIn(campaign, unit, on);
      return delay ? [{ unit, delay }] : [];
    });
  if (late.length > LETTERS_MAX) throw tooMany(late.length);
  const sender = await findSender(tx, { campaign, on });
  const units = late.map(({ unit: { participant } }) => participant);
  const accountsOf = await findAccountsOfUnits(tx, { actor, units });
  const [first, ...others] = late.map(({ unit, delay }) => {
    const accounts = accountsOf.get(unit.participant.agencyCode) ?? [];
    return letterTo({ unit, delay, accounts, sender, ...question });
  });
  if (!first) throw nothingOwed();
  return { campaign, letters: [first, ...others] };
}

function delayIn({ state }: CampaignRecord, unit: UnitOfCampaign, on: CivilDate): Delay | undefined {
  return state.state === 'open' ? delayOf(unit, on) : undefined;
}

type Sender = Pick<Letter, 'campaign' | 'formTitle' | 'contact' | 'officeName'>;

/** What all letters of a campaign say alike. */
async function findSender(
  tx: Tx,
  { campaign, on }: { readonly campaign: CampaignRecord; readonly on: CivilDate },
): Promise<Sender> {
  const { officeAgency } = campaign.state;
  const names = await namesOfAgencies(tx, [officeAgency]);
  const { form } = await getFormOf(tx, campaign.state);
  return {
    ...{ campaign, formTitle: form.title, officeName: names.get(officeAgency) ?? officeAgency },
    contact: await findContact(tx, officeAgency, on),
  };
}

interface LetterParts extends Pick<LettersQuestion, 'origin'> {
  readonly unit: UnitOfCampaign;
  readonly delay: Delay;
  readonly accounts: readonly Account[];
  readonly sender: Sender;
}

function letterTo({ unit: { participant }, delay, accounts, sender, origin }: LetterParts): Letter {
  const { agencyCode, name } = participant;
  const { key, state } = sender.campaign;
  return {
    ...{ ...sender, ...delay, agencyCode, name, form: state.form, accounts },
    address: `https://${origin}/console/filings/${key}?reporter=${agencyCode}`,
  };
}

function notAsked(): Refusal {
  return new Refusal('not_found', 'agency.not_found', text('未找到该单位。', 'There is no such agency.'));
}

function nothingOwed(): Refusal {
  return new Refusal(
    'conflict',
    'campaign.nothing_owed',
    text('没有逾期，不需要催报。', 'Nobody is late; there is nothing to demand.'),
  );
}

function tooMany(count: number): Refusal {
  const message = text(
    `有 ${count} 个单位逾期，一次最多出具 ${LETTERS_MAX} 份，请按地区出具。`,
    `${count} agencies are late, and ${LETTERS_MAX} letters at most are written in one go: ask for those of a region.`,
  );
  return new Refusal('unprocessable', 'campaign.many_letters', message, [{ pointer: '/query/region', message: '' }]);
}
