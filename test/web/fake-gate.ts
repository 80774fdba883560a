import { GateAway, GateProblem } from '../../src/web/client/gate-problem.ts';

export interface Content {
  readonly text: string;
}

export interface Kept {
  readonly id: number;
  readonly version: number;
  readonly savedAt: string;
}

/** What becomes of one request. */
type Turn = 'done' | 'lost' | 'answer lost' | 401 | 409 | 503 | 'held';

export const RETRY_AFTER_S = 7;

/** A clock that goes on when it is told to. */
export class Clock {
  #now = 0;
  #due: { readonly at: number; readonly does: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly after = (ms: number, does: () => void): (() => void) => {
    const one = { at: this.#now + ms, does };
    this.#due.push(one);
    return () => {
      this.#due = this.#due.filter((other) => other !== one);
    };
  };

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (next === undefined) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.#now = next.at;
      next.does();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** Until whatever was begun has come to its next wait. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

function problem(status: number): GateProblem {
  const text = { 'zh-CN': '否', en: 'no' };
  const told = { type: 'about:blank', title: 'no', status, code: 'no', text };
  return new GateProblem(told, status === 503 ? RETRY_AFTER_S : undefined);
}

/** Keeps drafts as the gate does, with tags; what becomes of the next requests is said beforehand. */
export class FakeGate {
  drafts = new Map<number, Kept & { readonly content: Content }>();
  turns: Turn[] = [];
  requests = 0;
  release: () => void = () => undefined;

  async #turn<Answer>(does: () => Answer): Promise<Answer> {
    this.requests += 1;
    const turn = this.turns.shift() ?? 'done';
    if (turn === 'lost') throw new GateAway('fetch');
    if (typeof turn === 'number') throw problem(turn);
    if (turn === 'held') await new Promise<void>((resolve) => (this.release = resolve));
    const answer = does();
    if (turn === 'answer lost') throw new GateAway('fetch');
    return answer;
  }

  #put(content: Content, id: number, version: number): Kept {
    const kept = { id, version, savedAt: `v${version}` };
    this.drafts.set(id, { ...kept, content });
    return kept;
  }

  readonly save = (content: Content, before: Kept | undefined): Promise<Kept> =>
    this.#turn(() => {
      if (before === undefined) return this.#put(content, this.drafts.size + 1, 1);
      const now = this.drafts.get(before.id);
      if (now === undefined) throw problem(404);
      if (now.version !== before.version) throw problem(412);
      return this.#put(content, before.id, before.version + 1);
    });

  readonly read = (before: Kept): Promise<{ readonly kept: Kept; readonly content: Content }> =>
    this.#turn(() => {
      const now = this.drafts.get(before.id);
      if (now === undefined) throw problem(404);
      const { content, ...kept } = now;
      return { kept, content };
    });

  readonly find = (plainContent: string): Promise<Kept | undefined> =>
    this.#turn(() => [...this.drafts.values()].find(({ content }) => JSON.stringify(content) === plainContent));

  /** Somebody else saves another content of the draft. */
  saveElsewhere(text: string): void {
    const [draft] = this.drafts.values();
    if (draft !== undefined) this.#put({ text }, draft.id, draft.version + 1);
  }

  texts(): readonly string[] {
    return [...this.drafts.values()].map(({ content }) => content.text);
  }
}
