interface Opened {
  readonly what: string;
  readonly close: () => Promise<void>;
}

const opened = new Set<Opened>();

/**
 * Answers the way to close something, for the test that has opened it; asked twice, it closes once. What is still open when
 * the file is over is closed for it: a test that fails in the middle must not take the files after it along.
 */
export function closedAtLast(what: string, close: () => Promise<unknown>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const one: Opened = {
    what,
    close: () => {
      opened.delete(one);
      closing ??= close().then(() => undefined);
      return closing;
    },
  };
  opened.add(one);
  return one.close;
}

/** Closes what is still open, the newest first, because it may stand on what is older. Answers what that was. */
export async function closeWhatIsLeft(): Promise<readonly string[]> {
  const left: string[] = [];
  for (let one = newest(); one; one = newest()) {
    left.push(await closeLeft(one));
  }
  return left;
}

function newest(): Opened | undefined {
  return [...opened].at(-1);
}

/** What stands in the way of closing one thing is told, and keeps nobody from closing the others. */
async function closeLeft({ what, close }: Opened): Promise<string> {
  try {
    await close();
    return what;
  } catch (error) {
    return `${what} (${error instanceof Error ? error.message : String(error)})`;
  }
}
