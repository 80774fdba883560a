import type { ActRequest, SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, type PageQuery, pageOf } from '../../http/paging.ts';
import { canonicalJson } from '../../kernel/index.ts';
import { compileForm } from '../forms/compile-form.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Cell, FormDocument } from '../forms/form-document.ts';
import { formKey } from '../forms/form-document.ts';
import { revisionOffences } from '../forms/form-revision.ts';
import { shippedFigures } from '../forms/shipped-figures.ts';
import { findEarlierRevisions, findRevision, listForms, type UsableForm } from './find-form.ts';
import type { PublishedForm } from './published-form.ts';
import { recordForm, requireForm } from './record-form.ts';
import { type FormToWithdraw, formNotFound, getPublishedForm, withdrawForm } from './withdraw-form.ts';

type Body = AnswerOf<'getForm', 200>;
type Summary = AnswerOf<'listForms', 200>['items'][number];
type Checked = AnswerOf<'checkForm', 200>;

/** Reading forms, and trying one that is not published yet. */
export function formsRoutes(db: Database): Handlers {
  const list: Handler<'listForms'> = async (req, res) => {
    const { region } = req.query;
    const [limit, after] = [limitOf(req.query), placeIn(req.query)];
    const asked = { limit, ...(region !== undefined && { region }), ...(after && { after }) };
    const forms = await inSnapshot(db, (tx) => listForms(tx, asked));
    res.status(200).json(pageOf(forms.map(summaryOf), limit, ({ id, revision }) => [id, revision]));
  };

  const get: Handler<'getForm'> = async (req, res) => {
    const form = await inSnapshot(db, (tx) => findRevision(tx, req.params.form, req.query.revision));
    if (!form) throw formNotFound();
    res.status(200).json(bodyOf(form));
  };

  const check: Handler<'checkForm'> = async (req, res) => {
    const result = compileForm(req.body.form, { figures: shippedFigures() });
    if ('offences' in result) {
      const faults = result.offences.map((offence) => ({ ...offence }));
      const none = { key: null, digest: null, tests: 0, changes: null };
      res.status(200).json({ ...none, faults });
      return;
    }
    const { form } = result;
    const earlier = await inSnapshot(db, (tx) => findEarlierRevisions(tx, form.form.id));
    res.status(200).json(checkedBody(form, earlier));
  };

  return { listForms: list, getForm: get, checkForm: check };
}

/** Publishing and withdrawing take two people who reach the region that the form is for. */
export function formsActs(): SignedActs {
  return {
    publishForm: {
      reach: 'stated',
      gives: async (_tx, { body }) => [{ region: body.region }],
      check: ({ body }) => void requireForm(body.form),
      act: async (entry, { actor, body }) => {
        const form = await recordForm(entry, { ...body, actor });
        const location = `/v1/forms/${form.id}?revision=${form.revision}`;
        return { status: 201, location, body: bodyOf(form) };
      },
    },
    withdrawForm: {
      reach: 'stated',
      gives: async (tx, request) => [{ region: (await getPublishedForm(tx, namedIn(request))).region }],
      act: async (entry, request) => {
        const { actor, body } = request;
        const form = await withdrawForm(entry, { ...namedIn(request), actor, reason: body.reason });
        return { status: 200, body: bodyOf(form) };
      },
    },
  };
}

function namedIn({ params, body }: Pick<ActRequest<'withdrawForm'>, 'params' | 'body'>): FormToWithdraw {
  return { id: params.form ?? '', revision: body.revision };
}

function placeIn(query: PageQuery): { readonly id: string; readonly revision: number } | undefined {
  const [id, revision] = cursorOf(query, ['string', 'number']) ?? [];
  return id === undefined ? undefined : { id: String(id), revision: Number(revision) };
}

function summaryOf({ logIndex, ...form }: PublishedForm): Summary {
  const { key, id, revision, region, title, digest, publishedAt, withdrawnAt } = form;
  const shipped = logIndex === null;
  return { key, id, revision, region, shipped, title, digest, publishedAt, withdrawnAt, logIndex };
}

function bodyOf(form: UsableForm): Body {
  return { ...summaryOf(form), form: { ...form.form.form } };
}

function checkedBody({ form, key, digest }: CompiledForm, earlier: readonly FormDocument[]): Checked {
  const faults = revisionOffences(form, earlier).map((offence) => ({ ...offence }));
  const last = earlier.at(-1);
  return { key, digest, tests: form.tests.length, faults, changes: last ? changesBetween(last, form) : null };
}

function changesBetween(before: FormDocument, after: FormDocument): NonNullable<Checked['changes']> {
  const [old, now] = [byId(before), byId(after)];
  const isOther = (cell: Cell): boolean => {
    const other = old.get(cell.id);
    return other !== undefined && canonicalJson(other) !== canonicalJson(cell);
  };
  return {
    since: formKey(before),
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: after.cells.filter(isOther).map(({ id }) => id),
  };
}

function byId({ cells }: FormDocument): ReadonlyMap<string, Cell> {
  return new Map(cells.map((cell) => [cell.id, cell]));
}
