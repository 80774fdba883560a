type Asked = readonly PromiseLike<unknown>[];
type Answers<All extends Asked> = { -readonly [At in keyof All]: Awaited<All[At]> };

/**
 * What the database answers to each part of a long question, part by part. The next part is asked before an answer is handed
 * over, so that the database reads on while the answer is looked at. A transaction has one connection, where statements wait for
 * one another; none is left behind, however this ends.
 */
export async function* readAhead<Part, All extends Asked>(
  parts: readonly Part[],
  ask: (part: Part) => readonly [...All],
): AsyncGenerator<Answers<All>> {
  const rest = parts.values();
  const askNext = (): readonly Promise<unknown>[] | undefined => {
    const { done, value } = rest.next();
    return done ? undefined : ask(value).map(begun);
  };
  let now = askNext();
  let next: typeof now;
  try {
    for (; now; now = next) {
      next = askNext();
      yield (await Promise.all(now)) as Answers<All>;
    }
  } finally {
    await Promise.allSettled([...(now ?? []), ...(next ?? [])]);
  }
}

/** The answers to all, once there is nothing to wait for any more: none is left behind, however this ends. */
export async function answersTo<All extends Asked>(asked: readonly [...All]): Promise<Answers<All>> {
  await Promise.allSettled(asked);
  return (await Promise.all(asked)) as Answers<All>;
}

/** A statement of Knex runs each time that somebody waits for it. What fails is heard of when its turn comes. */
function begun(statement: PromiseLike<unknown>): Promise<unknown> {
  const answer = Promise.resolve(statement);
  answer.catch(() => undefined);
  return answer;
}
