/**
 * Leaves that leave agencies, products, devices, what is installed, licences and what was given of them as they were, but for
 * the seats that orders hold, which are moves. Rows of those tables change with a leaf of their own kind, as reconciliation
 * holds against the log. Whatever is not named here makes kept answers void: so does a type that is yet to come.
 */
export const HARMLESS_LEAVES: ReadonlySet<string> = new Set([
  ...['order.decided', 'order.withdrawn', 'order.turned-down', 'order.expired', 'order.terminated'],
  ...['evaluator.disagreed', 'certificate.redeemed', 'redemption.cancelled', 'waiver.granted', 'waiver.revoked'],
  ...['budget.revised', 'budget.transferred', 'budget.used-elsewhere', 'payment.credited'],
  ...['session.opened', 'session.ended', 'password.invited', 'password.set', 'password.changed'],
  ...['totp.enrolled', 'totp.removed'],
  ...['person.created', 'person.changed', 'api-key.created', 'api-key.revoked', 'licence-key.read'],
  ...['proposal.made', 'proposal.signed', 'backtest.started', 'backtest.finished', 'backtest.cancelled'],
  ...['campaign.asked', 'campaign.joined', 'campaign.extended', 'campaign.excused', 'campaign.figures-frozen'],
  ...['campaign.time-requested', 'campaign.time-refused'],
  ...['supplier.created', 'supplier.changed', 'supplier.described', 'debarment.created', 'debarment.changed'],
  ...['plan-filing.created', 'plan-filing.changed', 'plan-filing.described'],
  'filing.filed',
  ...['matter.opened', 'matter.stepped', 'matter.closed', 'matter.voided', 'webhook-endpoint.tested'],
]);
