const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks the API without a pause; counts how it answers. */
export function startReader(url: string): {
  answers: Record<string, number>;
  stop(): Promise<void>;
} {
  const answers: Record<string, number> = {};
  let running = true;
  const ask = async (): Promise<string> => {
    const reply = await fetch(`${url}/graphql?query={caseStudies(first:3){totalCount}}`, {
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined);
    if (!reply) return "unreachable";
    const { data, errors } = (await reply.json().catch(() => ({}))) as {
      data?: object;
      errors?: { extensions: { code: string } }[];
    };
    return errors?.[0]?.extensions.code ?? (data ? "answered" : "broken");
  };
  const done = (async () => {
    while (running) {
      const answer = await ask();
      answers[answer] = (answers[answer] ?? 0) + 1;
      await wait(20);
    }
  })();
  return {
    answers,
    async stop() {
      running = false;
      await done;
    },
  };
}
