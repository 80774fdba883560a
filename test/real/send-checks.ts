import axios from 'axios';
import { ordersOf, publishedLines } from './ocds-orders.ts';

// What a gate that runs says of real purchases, nothing of which is stored:
//   KEY=gk_… node --import=tsx test/real/send-checks.ts http://127.0.0.1:3000 11421000MB1234562Q
// The key is one that may check orders of the agency, as README's first order makes it.

const [url, agencyCode] = process.argv.slice(2);
const { KEY } = process.env;
if (url === undefined || agencyCode === undefined || KEY === undefined) {
  throw new Error('KEY=gk_… node --import=tsx test/real/send-checks.ts URL AGENCY');
}

interface Answer {
  readonly decision?: { readonly outcome: string; readonly findings: readonly { readonly rule: string }[] };
  readonly code?: string;
}

const client = axios.create({
  baseURL: url,
  headers: { Authorization: `Bearer ${KEY}` },
  // A refused body is an answer, too.
  validateStatus: () => true,
});

console.log('| purchase | lines | read of | status | outcome | rules |\n| --- | --- | --- | --- | --- | --- |');
for (const reading of ['fields', 'words'] as const) {
  for (const order of ordersOf(publishedLines(), agencyCode, reading)) {
    const { status, data } = await client.post<Answer>('/v1/checks', order);
    const rules = new Set(data.decision?.findings.map(({ rule }) => rule));
    const outcome = data.decision?.outcome ?? data.code ?? '';
    console.log(
      `| ${order.reference} | ${order.lines.length} | ${reading} | ${status} | ${outcome} | ${[...rules].join(' ')} |`,
    );
  }
}
