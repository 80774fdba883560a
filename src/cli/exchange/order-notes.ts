import type { components } from '../../http/openapi.generated.ts';
import { type Text, text } from '../../kernel/index.ts';

type Schemas = components['schemas'];

/** How an order stands and what may be done, where its decision does not say it. */
export interface OrderNote {
  readonly code: string;
  readonly text: Text;
}

export const CERTIFICATE_MISSING = 'certificate.missing';

interface DecidedOrder {
  readonly order: Schemas['Order'];
  readonly decision: Schemas['Decision'];
  readonly certificate: string | null;
}

export function noteOn(stands: DecidedOrder): OrderNote | null {
  const { order, decision } = stands;
  const ended = ENDED[order.state];
  if (ended) return { code: `order.${order.state}`, text: ended };
  if (order.state === 'rejected' && decision.outcome === 'referred') {
    const { 'zh-CN': zh, en } = howToCorrect(order.id);
    return { code: 'order.turned_down', text: text(`人工审查未予通过。${zh}`, `People have turned it down. ${en}`) };
  }
  if (order.state === 'referred') return { code: 'order.referred', text: REFERRED };
  if (decision.outcome === 'rejected' && decision.stage === 'submission') {
    return { code: 'order.rejected', text: howToCorrect(order.id) };
  }
  return noteOnCertificate(stands);
}

/** The reference is that of an order which was decided; this one was not. */
export function noteOnProblem(code: string): OrderNote | null {
  return code === 'order.reference_used' ? { code: 'order.rejected', text: howToCorrect('{id}') } : null;
}

function noteOnCertificate({ order, certificate }: DecidedOrder): OrderNote | null {
  if (order.state !== 'approved' || certificate !== null) return null;
  if (!order.redemption) return { code: CERTIFICATE_MISSING, text: MISSING };
  return order.redemption.cancelledAt === null
    ? { code: 'certificate.redeemed', text: text('放行证已被核销。', 'The certificate has been redeemed.') }
    : { code: 'certificate.cancelled', text: CANCELLED };
}

const ENDED: Partial<Record<Schemas['OrderState'], Text>> = {
  withdrawn: text('订单已撤回。', 'The order was withdrawn.'),
  expired: text('订单已过有效期，放行证或占用随之失效。', 'The order has expired, and what it had ended with it.'),
  terminated: text('合同已终止。', 'The contract was terminated.'),
};
const REFERRED = text(
  '等待人工审查；有结论后再次放入同一文件，即得到结论。',
  'People look at it. Put the same file into in again later, and it is answered with what stands by then.',
);
const MISSING = text(
  '订单已通过，放行证暂未签发；请告知闸口运维人员，稍后再次放入同一文件领取。',
  'The order is approved, but its certificate could not be made yet. Tell the operators of the gate, and put the same file into in again later.',
);
const CANCELLED = text(
  '平台已取消采购，放行证不能再用。',
  'The platform cancelled the purchase, and the certificate is good no more.',
);

function howToCorrect(id: string): Text {
  return text(
    `更正后的订单请用新的订单编号提交，或通过 HTTP 变更原订单（POST /v1/orders/${id}/amendments）。`,
    `A corrected order needs a new reference, or amends the first one over HTTP (POST /v1/orders/${id}/amendments).`,
  );
}
