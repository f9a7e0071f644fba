import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";

/** What an error's text may hold of the data that a statement was given: addresses, hashes, names. */
const statementData = /\bparams: [^\n]*/g;

const withoutData = (text: string | undefined): string | undefined =>
  text?.replaceAll(statementData, "params: …");

/** An error as it is logged: without the values of the statement that failed. */
function describeError(error: Error): object {
  const { type, message, stack, code } = stdSerializers.err(error) as ReturnType<
    typeof stdSerializers.err
  > & { code?: unknown };
  return {
    type,
    message: withoutData(message),
    stack: withoutData(stack),
    ...(code === undefined ? {} : { code }),
  };
}

/** Makes the log of a process: JSON lines, on stderr unless told. */
export const createLog = (
  level: string,
  destination: DestinationStream = pino.destination(2),
): Logger =>
  pino(
    {
      level,
      serializers: { err: describeError },
      // Nobody logs these; if somebody does, they aren't written.
      redact: {
        paths: ["*.authorization", "*.cookie", "*.token", "*.password", "*.email"].flatMap(
          (path) => [path, path.slice(2)],
        ),
        censor: "…",
      },
    },
    destination,
  );
