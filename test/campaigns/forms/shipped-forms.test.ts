import assert from 'node:assert/strict';
import { cellText, shippedFigures, shippedForms } from '../../../src/campaigns/index.ts';
import { filed } from './given-form.ts';

const named = (key: string) => shippedForms().find((form) => form.key === key) ?? assert.fail(key);

describe('the forms that are shipped', () => {
  it('compile with the catalogue of figures, and their tests pass', () => {
    assert.ok(shippedForms().length > 0);
    for (const { form } of shippedForms()) assert.ok(form.tests.length >= 2, form.id);
  });

  it('see every check and every matter happen in one of their tests, and not in another', () => {
    // Kinds of software are asked the same questions; each question is seen on one of them.
    const question = (id: string) => id.replace(/^(os-client|os-server|office|antivirus-client|antivirus-server)-/, '');
    const unseen = shippedForms().flatMap((compiled) => {
      const { form } = compiled;
      const runs = form.tests.map((test) => compiled.judge(filed(compiled, { ...test })));
      const fired = runs.map(({ findings, opens }) => [
        ...findings.map(({ check }) => check),
        ...opens.map(({ id }) => id),
      ]);
      const seen = new Set(fired.flat().map(question));
      const always = (id: string) => fired.every((ids) => ids.includes(id));
      return [...form.checks, ...form.opens]
        .filter(({ id }) => !seen.has(question(id)) || always(id))
        .map(({ id }) => `${form.id} ${id}`);
    });

    assert.deepEqual(unseen, []);
  });

  it('prefill with every figure that they name by a part it has', () => {
    const bound = shippedForms().flatMap(({ form }) => form.cells.flatMap(({ prefill }) => prefill ?? []));

    assert.ok(bound.length > 0);
    for (const { figure, of } of bound) {
      const definition = shippedFigures().find(figure);
      assert.ok(definition, figure);
      assert.equal(of === undefined, definition.of === undefined, figure);
    }
  });

  it('count a county of forty units as the work plan of 2017 would', () => {
    const form = named('software-use@1');
    const units = Array.from({ length: 39 }, (_, at) => at + 1);
    const judged = units.map((unit) => form.judge(filed(form, { cells: softwareUse(unit) })));
    const sumOf = (id: string, typed: (unit: number) => number): number =>
      units.reduce((sum, unit, at) => sum + (Number(judged[at]?.computed[id] ?? 0) || typed(unit)), 0);

    const additive = form.form.cells.filter(({ sum }) => sum === 'add');
    const sums = Object.fromEntries(additive.map(({ id }) => [id, sumOf(id, (unit) => softwareUse(unit)[id] ?? 0)]));
    const rates = form.recompute(sums);
    const shown = (id: string) => cellText({ type: 'rate' }, rates[id]);

    assert.equal(sums['unit.computers'], 1_170);
    assert.equal(sums['office.genuine'], 1_144);
    assert.equal(shown('office.rate'), '97.78');
    assert.equal(sums['antivirusClient.genuine'], 1_163);
    assert.equal(shown('antivirusClient.rate'), '99.40');
    assert.deepEqual([sums['all.genuine'], sums['all.installed']], [3_477, 3_510]);
    assert.equal(shown('all.rate'), '99.06');
    assert.equal(judged.flatMap(({ opens }) => opens).length, 20);
    assert.equal(judged.filter(({ opens }) => opens.length > 0).length, 18);
    assert.deepEqual(
      judged.flatMap(({ findings }) => findings),
      [],
    );
  });
});

/** Unit i has 10 + i computers; two office copies without a licence where 3 divides i, one antivirus where 5 does. */
function softwareUse(unit: number): Readonly<Record<string, number>> {
  const computers = 10 + unit;
  const none = ['osServer', 'antivirusServer'].flatMap((kind) => [`${kind}.installed`, `${kind}.genuine`]);
  const all = ['osClient', 'office', 'antivirusClient'].flatMap((kind) => [`${kind}.installed`, `${kind}.genuine`]);
  return {
    'unit.servers': 0,
    'unit.desktops': computers,
    'unit.laptops': 0,
    ...Object.fromEntries(none.map((id) => [id, 0])),
    ...Object.fromEntries(all.map((id) => [id, computers])),
    ...(unit % 3 === 0 && { 'office.genuine': computers - 2 }),
    ...(unit % 5 === 0 && { 'antivirusClient.genuine': computers - 1 }),
  };
}
