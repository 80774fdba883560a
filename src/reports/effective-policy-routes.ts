import { factsOfAgencies } from '../agencies/index.ts';
import { inSnapshot } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { AnswerOf, Handler } from '../http/operation.ts';
import { civilDate, dayOf, Refusal, reaches, text } from '../kernel/index.ts';
import { bindingParameters, type CatalogueDecoding, getRuleSetInForce } from '../rules/index.ts';
import type { ReportDeps } from './report-handler.ts';

type Effective = AnswerOf<'readEffectivePolicy', 200>;
type KnownCode = Effective['catalogue'][number];

/** Which of the many dated parameters bind one agency on one day. */
export function effectivePolicyHandler({ db, clock }: ReportDeps): Handler<'readEffectivePolicy'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const { code } = req.params;
    const at = clock();
    const on = req.query.on === undefined ? dayOf(at) : civilDate(req.query.on);
    const { agency, ruleSet } = await inSnapshot(db, async (tx) => ({
      agency: (await factsOfAgencies(tx, [code])).get(code),
      ruleSet: await getRuleSetInForce(tx, at),
    }));
    if (!agency || !reaches(grant, agency)) throw agencyNotFound();
    const { region, level } = agency;
    const binding = bindingParameters(ruleSet.content.policy.parameters, { region, level, on });
    const parameters = binding.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    res.status(200).json({
      ...{ agencyCode: code, region, level: level as Effective['level'], on, ruleSet: ruleSet.number },
      parameters: structuredClone(parameters) as unknown as Effective['parameters'],
      catalogue: knownCodes(ruleSet.decoding),
    });
  };
}

function knownCodes({ editions }: CatalogueDecoding): Effective['catalogue'] {
  return editions.flatMap(({ edition, codes }) =>
    codes.map(({ code, match, category, softwareCategories }) => ({
      ...{ edition, code, isPrefix: match === 'prefix', category },
      softwareCategories: softwareCategories && ([...softwareCategories] as KnownCode['softwareCategories']),
    })),
  );
}

function agencyNotFound(): Refusal {
  return new Refusal('not_found', 'agency.not_found', text('未找到该单位。', 'There is no such agency.'));
}
