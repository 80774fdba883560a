import assert from 'node:assert/strict';
import { instant } from '../../src/kernel/index.ts';
import { verifyWebhook } from '../../src/kernel/verify-webhook.ts';

/** The example of the specification (Standard Webhooks 1.0, and the library that its authors publish). */
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
};

const at = (ms: number) => ({ clock: () => instant(new Date(1_614_265_330_000 + ms).toISOString()) });

describe('a receiver that checks a message', () => {
  const { headers, body, secret } = EXAMPLE;

  it('takes the example of the specification', () => {
    assert.deepEqual(verifyWebhook(headers, body, secret, at(0)), { isGenuine: true, id: headers['webhook-id'] });
  });

  it('takes headers in any case, bytes, and one of several keys and signatures', () => {
    const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    const several = { ...shouted, 'WEBHOOK-SIGNATURE': `v1,AAAA v1a,BBBB ${headers['webhook-signature']}` };

    assert.equal(verifyWebhook(several, Buffer.from(body), ['whsec_AAAA', secret], at(0)).isGenuine, true);
  });

  it('looks at eight signatures, and at no more, however many there are', () => {
    const others = (count: number) => Array.from({ length: count }, () => `v1a,${'A'.repeat(86)}==`);
    const behind = (count: number) => ({
      ...headers,
      'webhook-signature': [...others(count), headers['webhook-signature']].join(' '),
    });

    assert.equal(verifyWebhook(behind(7), body, secret, at(0)).isGenuine, true);
    assert.equal(verifyWebhook(behind(8), body, secret, at(0)).isGenuine, false);
  });

  it('takes what is five minutes old or ahead, and nothing beyond', () => {
    const window = [-300_000, 300_000].map((ms) => verifyWebhook(headers, body, secret, at(ms)).isGenuine);
    const beyond = [-301_000, 301_000].map((ms) => verifyWebhook(headers, body, secret, at(ms)));

    assert.deepEqual(window, [true, true]);
    assert.deepEqual(beyond, Array(2).fill({ isGenuine: false, why: 'timestamp' }));
  });

  for (const [says, changed, why] of [
    ['another id', { 'webhook-id': 'msg_other' }, 'signature'],
    ['another time', { 'webhook-timestamp': '1614265331' }, 'signature'],
    ['a time that is none', { 'webhook-timestamp': '1e9' }, 'timestamp'],
    ['no signature', { 'webhook-signature': undefined }, 'headers'],
    [
      'a signature of another version',
      { 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
      'signature',
    ],
    ['a signature that is cut', { 'webhook-signature': headers['webhook-signature'].slice(0, -4) }, 'signature'],
  ] as const) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(verifyWebhook({ ...headers, ...changed }, body, secret, at(0)), { isGenuine: false, why });
    });
  }

  it('refuses a body with one byte changed, and a key of another kind', () => {
    const publicKey = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;

    assert.equal(verifyWebhook(headers, `${body} `, secret, at(0)).isGenuine, false);
    assert.equal(verifyWebhook(headers, body, publicKey, at(0)).isGenuine, false);
  });
});
