import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { answerForm, answerForms, formFormatOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { documentLanguage } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { findAsOf } from '../../reports/index.ts';
import { getLetter, listLetters } from './find-letters.ts';
import type { Letter } from './letter.ts';
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
  const print: Handler<'printLetters'> = async (req, res) => {
    const actor = actorOf(req);
    const question = { actor, id: req.params.id, region: req.query.region, at: clock(), origin };
    const load = async (tx: Tx) => {
      const { campaign, letters } = await listLetters(tx, question);
      const printed = { asOf: await findAsOf(tx, {}), gate: origin, printedAt: question.at };
      const [first, ...others] = letters;
      const paperOf = (letter: Letter) => ({ ...letterPaper(letter), ...printed });
      return { name: `letters-${campaign.key}`, papers: [paperOf(first), ...others.map(paperOf)] as const };
    };
    await answerForms(res, { db, language: documentLanguage(req), load });
  };

  return { getLetter: get, printLetters: print };
}
