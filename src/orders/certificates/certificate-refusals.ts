import { Refusal, type Text, text } from '../../kernel/index.ts';
import type { CertificateEnd } from './certificate.ts';

const SAYS: Readonly<Record<CertificateEnd, Text>> = {
  expired: text(
    '放行证已过有效期。请变更订单重新申请审核。',
    'The certificate has expired. Amend the order to have it decided anew.',
  ),
  withdrawn: text('订单已撤回，放行证随之失效。', 'The order was withdrawn, and its certificate ended with it.'),
  terminated: text('合同已终止，放行证随之失效。', 'The contract was terminated, and the certificate ended with it.'),
  contracted: text('订单已签订合同，放行证已用完。', 'The order is under contract: its certificate has served.'),
  redeemed: text(
    '放行证已被核销，不能再次使用。',
    'The certificate has been redeemed. It cannot be used a second time.',
  ),
  cancelled: text(
    '平台已取消用此放行证发起的采购，该放行证不能再用。如需继续采购，请变更订单重新申请审核。',
    'The platform cancelled the purchase that this certificate was used for. To buy after all, amend the order and have it decided anew.',
  ),
  replaced: text(
    '订单已有更新的审核决定，此放行证已被替代。请使用新的放行证。',
    'A later decision took the place of this certificate. Use the one of that decision.',
  ),
};

/** The same for whatever is not genuine: whoever tries learns nothing. */
export function notGenuine(): Refusal {
  const message = text('放行证不是本闸口签发的有效凭证。', 'This is no certificate of this gate.');
  return new Refusal('unprocessable', 'certificate.not_genuine', message, [{ pointer: '/certificate', message: '' }]);
}

/** The gate signed it and does not know its order or decision, as after an old backup was restored. */
export function unknownDecision(): Refusal {
  const message = text(
    '本闸口没有放行证所列的订单或审核决定。',
    'This gate does not know the order or the decision of the certificate.',
  );
  return new Refusal('conflict', 'certificate.unknown', message);
}

/** A platform is buying for the order: it is not withdrawn or changed behind its back. */
export function orderRedeemed(): Refusal {
  const message = text(
    '平台已核销该订单的放行证并在采购中。须先由平台取消采购，或在签订合同后以补充合同变更。',
    'A platform has redeemed the certificate of this order and is buying. It has to cancel the purchase first; after the contract, changes are supplements to that.',
  );
  return new Refusal('conflict', 'order.redeemed', message);
}

/** A certificate that was given and is good no more. */
export function endedRefusal(end: CertificateEnd): Refusal {
  return new Refusal('conflict', `certificate.${end}`, SAYS[end]);
}
