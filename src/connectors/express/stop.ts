import { type Text, text } from '../../kernel/index.ts';
import type { CheckedCertificate, GateProblem } from '../client/index.ts';

/** Why a purchase goes no further, as it is answered. */
export interface Stop {
  readonly status: 403 | 409 | 503;
  readonly code: string;
  readonly title: Text;
  readonly text: Text;
}

const NOT_CLEARED = text('采购未放行', 'The purchase is not cleared');
const NOT_NOW = text('暂时无法核验放行证', 'Certificates cannot be checked now');

type Reason =
  | Exclude<CheckedCertificate['state'], 'genuine'>
  | 'missing'
  | 'other-order'
  | 'redeemed-before'
  | 'too-late';

const STOPS: Readonly<Record<Reason, Omit<Stop, 'title'>>> = {
  missing: {
    ...{ status: 403, code: 'certificate.missing' },
    text: text(
      '请求未附放行证。请先向闸口提交采购订单并获得通过。',
      'The request has no certificate. Submit the order to the gate first and have it approved.',
    ),
  },
  'not-genuine': {
    ...{ status: 403, code: 'certificate.not_genuine' },
    text: text('放行证不是闸口签发的有效凭证。', 'This is no certificate of the gate.'),
  },
  expired: {
    ...{ status: 403, code: 'certificate.expired' },
    text: text('放行证已过有效期。', 'The certificate has expired.'),
  },
  'other-order': {
    ...{ status: 403, code: 'certificate.other_order' },
    text: text(
      '放行证与本次采购的单位、编号、金额或内容不一致。',
      'The certificate is for another agency, reference, amount or content than this purchase.',
    ),
  },
  'redeemed-before': {
    ...{ status: 409, code: 'certificate.redeemed_before' },
    text: text(
      '放行证此前已用于本次采购，不能再次使用。',
      'The certificate has been used for this purchase before, and is used once.',
    ),
  },
  'too-late': {
    ...{ status: 503, code: 'gate.unreachable' },
    text: text('闸口未及时答复，请稍后重试。', 'The gate has not answered in time. Please try again later.'),
  },
  'no-keys': {
    ...{ status: 503, code: 'gate.unreachable' },
    text: text('无法取得闸口的公钥，请稍后重试。', 'The keys of the gate cannot be had now. Please try again later.'),
  },
};

export function stopOf(reason: Reason): Stop {
  const stop = STOPS[reason];
  return { ...stop, title: stop.status === 503 ? NOT_NOW : NOT_CLEARED };
}

/** What a gate refuses for the platform's key, not for what it was sent. */
const OF_THE_KEY: readonly number[] = [401, 403];

/** What the gate said to a redemption: a no to what it was sent stops the purchase, anything else only for now. */
export function stopAt({ status, code, text: says }: GateProblem): Stop {
  const isAnswered = status !== null && code !== 'gate.not_a_gate';
  return isAnswered && status >= 400 && status < 500 && !OF_THE_KEY.includes(status)
    ? { status: 403, code, title: NOT_CLEARED, text: says }
    : { status: 503, code, title: NOT_NOW, text: says };
}
