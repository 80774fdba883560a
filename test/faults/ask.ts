/** One request that changes something; asked twice in the same words, it may have one effect only. */
export interface FaultRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly order?: Readonly<Record<string, unknown>> | undefined;
    readonly decision?: Readonly<Record<string, unknown>> | undefined;
  };
}

/** The answer, or undefined when the connection broke before the whole of it was there. */
export async function ask(
  url: string,
  key: string,
  { path, headers, body }: FaultRequest,
): Promise<Answer | undefined> {
  try {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
  } catch {
    return undefined;
  }
}

export async function read(url: string, key: string, path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: await answer.json() };
}
