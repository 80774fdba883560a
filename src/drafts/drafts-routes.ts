import { findActedBy, findPerson, listPeopleOf, type Person } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageEnding, pageOf, textCursorOf } from '../http/paging.ts';
import { type Actor, addDays, dayOf, reaches } from '../kernel/index.ts';
import { type GovernedDeps, selectIn } from '../log/index.ts';
import {
  askedOf,
  DRAFTS_MAX,
  type Draft,
  type DraftAuthor,
  deskOf,
  draftNotFound,
  isAskedOf,
  isKeptAt,
  isSeenBy,
  KEPT_DAYS,
  maskedDraft,
  notAsked,
  notKeptHere,
  reviewAfterSaving,
  tooManyDrafts,
  unknownReviewer,
} from './draft.ts';
import { countDrafts, deleteDraft, findDraft, insertDraft, listDrafts, updateDraft } from './drafts-repository.ts';

type DraftsDeps = Pick<GovernedDeps, 'clock' | 'newId'> & { readonly db: Database };

type Body = AnswerOf<'getDraft', 200>;

/** What people type before it is put to the gate: kept for them, and handed to colleagues. */
export function draftsRoutes(deps: DraftsDeps): Handlers {
  return { ...readingRoutes(deps), ...savingRoutes(deps), ...reviewRoutes(deps) };
}

function readingRoutes({ db }: DraftsDeps): Handlers {
  const list: Handler<'listDrafts'> = async (req, res) => {
    const actor = actorOf(req);
    const { agencyCode, kind, orderId, asked, author, opinion } = req.query;
    const limit = limitOf(req.query);
    const question = {
      ...{
        grant: actor.grant,
        desk: deskOf(actor),
        agencyCode,
        kind,
        orderId,
        opinion,
        after: textCursorOf(req.query),
        limit,
      },
      asked: asked === 'me' ? askedOf(actor) : undefined,
      author: author === 'me' ? (actor.personId ?? '') : undefined,
    };
    const page = await inSnapshot(db, async (tx) => {
      const { drafts, next } = await listDrafts(tx, question);
      const bodies = await bodiesOf(tx, drafts, actor);
      return pageEnding(
        bodies.map(({ content: _content, ...summary }) => summary),
        next,
      );
    });
    res.status(200).json(page);
  };

  const get: Handler<'getDraft'> = async (req, res) => {
    const actor = actorOf(req);
    const { draft, body } = await inSnapshot(db, async (tx) => {
      const found = await getReachedDraft(tx, actor, req.params.id);
      return { draft: found, body: await bodyOf(tx, found, actor) };
    });
    res.status(200).set('ETag', etagOf(draft.version)).json(body);
  };

  const reviewers: Handler<'listDraftReviewers'> = async (req, res) => {
    const actor = actorOf(req);
    const limit = limitOf(req.query);
    const [name, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = name === undefined ? undefined : { name: String(name), id: String(id) };
    const page = await inSnapshot(db, async (tx) => {
      const { agencyCode } = await getReachedDraft(tx, actor, req.params.id);
      const place = await placeOf(tx, agencyCode);
      const { items, next } = pageOf(
        await listPeopleOf(tx, { ...{ place, after }, roles: REVIEWERS, rowsMax: limit + 1 }),
        limit,
        (person) => [person.name, person.id],
      );
      return { items: items.flatMap((person) => reviewerOf(person, place, actor)), next };
    });
    res.status(200).json(page);
  };

  return { listDrafts: list, getDraft: get, listDraftReviewers: reviewers };
}

/** Who may be asked about a draft: an approver before an officer. */
const REVIEWERS = ['agency-approver', 'procurement-officer'] as const;

type Reviewer = AnswerOf<'listDraftReviewers', 200>['items'][number];

function reviewerOf({ id, name, roles }: Person, place: Place, { personId }: Actor): readonly Reviewer[] {
  const role = REVIEWERS.find((one) => roles.some((held) => held.role === one && reaches(held.grant, place)));
  return role === undefined || id === personId ? [] : [{ person: id, name, role }];
}

function savingRoutes(deps: DraftsDeps): Handlers {
  const { db, clock, newId } = deps;
  const create: Handler<'createDraft'> = async (req, res) => {
    const actor = actorOf(req);
    const { agencyCode, kind, orderId = null, title, content } = req.body;
    const [at, desk] = [clock(), deskOf(actor)];
    const { draft, body } = await inTransaction(db, async (tx) => {
      const isOfClassified = await requireAgency(tx, actor, agencyCode);
      if (!isKeptAt(desk, kind)) throw notKeptHere();
      if ((await countDrafts(tx, agencyCode, desk)) >= DRAFTS_MAX) throw tooManyDrafts();
      const author = authorOf(actor);
      const made: Draft = {
        ...{ id: newId('drf'), agencyCode, desk, kind, orderId, title },
        ...{ content: JSON.stringify(content), version: 1 },
        isClassified: isOfClassified || content.classified === true,
        ...{ maker: author, createdAt: at, saver: author, savedAt: at, review: null },
      };
      await insertDraft(tx, made);
      return { draft: made, body: await bodyOf(tx, made, actor) };
    });
    res.status(201).set('ETag', etagOf(draft.version)).set('Location', `/v1/drafts/${draft.id}`).json(body);
  };

  const replace: Handler<'replaceDraft'> = async (req, res) => {
    const { title, content } = req.body;
    const { draft, body } = await changeDraft(deps, req, (found, actor) => ({
      ...{ ...found, title, content: JSON.stringify(content) },
      // What was classified once stays so.
      isClassified: found.isClassified || content.classified === true,
      ...{ saver: authorOf(actor), savedAt: clock(), review: reviewAfterSaving(found) },
    }));
    res.status(200).set('ETag', etagOf(draft.version)).json(body);
  };

  const remove: Handler<'removeDraft'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const id = await inTransaction(db, async (tx) => {
      const draft = await getOpenDraft(tx, actor, req.params.id);
      refuseStale(expected, draft.version);
      await deleteDraft(tx, draft.id);
      return draft.id;
    });
    res.status(200).json({ id });
  };

  return { createDraft: create, replaceDraft: replace, removeDraft: remove };
}

function reviewRoutes(deps: DraftsDeps): Handlers {
  const { clock } = deps;
  const handOver: Handler<'handOverDraft'> = async (req, res) => {
    const { person = null, remark } = req.body;
    const { draft, body } = await changeDraft(deps, req, async (found, _actor, tx) => {
      if (person !== null) await requireColleague(tx, person, found.agencyCode);
      return { ...found, review: { person, remark, handedAt: clock(), opinion: null } };
    });
    res.status(200).set('ETag', etagOf(draft.version)).json(body);
  };

  const answer: Handler<'answerDraft'> = async (req, res) => {
    const { opinion, remark = '' } = req.body;
    const { draft, body } = await changeDraft(deps, req, (found, actor) => {
      if (!found.review || !isAskedOf(actor, found)) throw notAsked();
      const said = { says: opinion, remark, person: actor.personId, at: clock() };
      return { ...found, review: { ...found.review, opinion: said } };
    });
    res.status(200).set('ETag', etagOf(draft.version)).json(body);
  };

  return { handOverDraft: handOver, answerDraft: answer };
}

type Change = (draft: Draft, actor: Actor, tx: Tx) => Draft | Promise<Draft>;
type ChangeRequest = Parameters<typeof actorOf>[0] &
  Parameters<typeof requireIfMatch>[0] & { readonly params: { readonly id: string } };

/** Changes a draft as the caller last read it; whoever was slower is told (412), and nothing of the other is lost. */
async function changeDraft({ db }: DraftsDeps, req: ChangeRequest, change: Change) {
  const actor = actorOf(req);
  const expected = requireIfMatch(req);
  return inTransaction(db, async (tx) => {
    const found = await getOpenDraft(tx, actor, req.params.id);
    refuseStale(expected, found.version);
    const draft: Draft = { ...(await change(found, actor, tx)), version: found.version + 1 };
    if (!(await updateDraft(tx, draft, found.version))) refuseStale(expected, draft.version);
    return { draft, body: await bodyOf(tx, draft, actor) };
  });
}

async function getReachedDraft(tx: Tx, actor: Actor, id: string): Promise<Draft> {
  const draft = await findDraft(tx, id);
  const [agency] = draft ? await selectIn(tx, 'agencies', 'code', [draft.agencyCode]) : [];
  const isReached = agency && reaches(actor.grant, { code: String(agency.code), region: String(agency.region) });
  // What a bureau keeps is not there for an agency, nor the other way round.
  if (!draft || !isReached || draft.desk !== deskOf(actor)) throw draftNotFound();
  return draft;
}

/** The same, for whoever may see what is in it. */
async function getOpenDraft(tx: Tx, actor: Actor, id: string): Promise<Draft> {
  const draft = await getReachedDraft(tx, actor, id);
  if (!isSeenBy(actor, draft)) throw maskedDraft();
  return draft;
}

/** Refuses an agency that is unknown or out of reach; answers whether it is classified. */
async function requireAgency(tx: Tx, { grant }: Actor, code: string): Promise<boolean> {
  const [agency] = await selectIn(tx, 'agencies', 'code', [code]);
  if (!agency || !reaches(grant, { code, region: String(agency.region) })) throw draftNotFound();
  return Number(agency.is_classified) === 1;
}

async function requireColleague(tx: Tx, id: string, agencyCode: string): Promise<void> {
  const person = await findPerson(tx, id);
  const place = await placeOf(tx, agencyCode);
  const isColleague = person?.roles.some(
    ({ role, grant }) => REVIEWERS.some((one) => one === role) && reaches(grant, place),
  );
  if (!person?.isActive || !isColleague) throw unknownReviewer();
}

interface Place {
  readonly code: string;
  readonly region: string;
}

async function placeOf(tx: Tx, code: string): Promise<Place> {
  const [agency] = await selectIn(tx, 'agencies', 'code', [code]);
  return { code, region: String(agency?.region) };
}

function authorOf({ keyId, personId }: Actor): DraftAuthor {
  return { key: keyId, person: personId };
}

async function bodyOf(tx: Tx, draft: Draft, reader: Actor): Promise<Body> {
  const [body] = await bodiesOf(tx, [draft], reader);
  if (!body) throw new Error('a draft that was found is not shown');
  return body;
}

async function bodiesOf(tx: Tx, drafts: readonly Draft[], reader: Actor): Promise<readonly Body[]> {
  const people = drafts.flatMap(({ maker, saver, review }) => [
    ...[maker, saver, { person: review?.person ?? null }, { person: review?.opinion?.person ?? null }],
  ]);
  const actedBy = await findActedBy(tx, people);
  return drafts.map((draft) => {
    const { id, agencyCode, kind, orderId, title, createdAt, savedAt, isClassified, review } = draft;
    const isShown = isSeenBy(reader, draft);
    return {
      ...{ id, agencyCode, kind, orderId, title: isShown ? title : null, createdAt, savedAt },
      ...{ classified: isClassified, masked: !isShown },
      ...{ madeBy: actedBy(draft.maker), savedBy: actedBy(draft.saver) },
      removedOn: addDays(dayOf(savedAt), KEPT_DAYS),
      review:
        review && isShown
          ? {
              ...{ to: actedBy({ person: review.person }), remark: review.remark, handedAt: review.handedAt },
              opinion: review.opinion?.says ?? null,
              opinionRemark: review.opinion?.remark ?? null,
              opinionBy: review.opinion && actedBy({ person: review.opinion.person }),
              opinionAt: review.opinion?.at ?? null,
            }
          : null,
      content: isShown ? (JSON.parse(draft.content) as Body['content']) : null,
    };
  });
}
