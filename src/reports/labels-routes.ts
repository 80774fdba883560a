import { inSnapshot } from '../db/index.ts';
import { fileTitle, sendDocument, writeDocumentFile, writeLabels } from '../documents/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { documentLanguage } from '../http/language.ts';
import type { Handler } from '../http/operation.ts';
import { Refusal, text } from '../kernel/index.ts';
import { type LabelsWish, listLabels } from './list-labels.ts';
import type { ReportDeps } from './report-handler.ts';

const TITLE = text('资产标签', 'Asset labels');
const WORDS = {
  asset: text('资产编号', 'Asset number'),
  kind: text('类别', 'Kind'),
  serial: text('序列号', 'Serial'),
};
const SIZE = { width: 60, height: 40 };

/** Labels for machines, to be printed, cut and stuck on. */
export function labelsHandler({ db, clock, origin }: ReportDeps): Handler<'printDeviceLabels'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { query } = req;
    const labels = await inSnapshot(db, (tx) => listLabels(tx, wishIn(query), { actor, origin }));
    const { width = SIZE.width, height = SIZE.height } = query;
    const language = documentLanguage(req);
    const sheets = { title: TITLE, words: WORDS, size: { width, height }, language, madeAt: clock(), gate: origin };
    const file = await writeDocumentFile((append) => writeLabels(labels, sheets, append));
    const title = fileTitle({ title: TITLE, printedAt: sheets.madeAt }, language);
    return sendDocument(res, { file, format: 'pdf', name: 'device-labels', title });
  };
}

interface Query {
  readonly ids?: string;
  readonly orderId?: string;
  readonly agencyCode?: string;
}

function wishIn({ ids, orderId, agencyCode }: Query): LabelsWish {
  const given = [ids, orderId, agencyCode].filter((one) => one !== undefined);
  if (given.length > 1) throw oneOfThree();
  if (ids !== undefined) return { ids: ids.split(',') };
  return orderId === undefined ? { agencyCode } : { orderId };
}

function oneOfThree(): Refusal {
  const message = text('ids、orderId、agencyCode 只能给出其一。', 'Give only one of ids, an order, and an agency.');
  return new Refusal('invalid', 'labels.which', message, [{ pointer: '/query/orderId', message: '' }]);
}
