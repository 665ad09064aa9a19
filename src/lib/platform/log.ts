import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { DrizzleQueryError } from 'drizzle-orm';

/**
 * An error as the log may keep it. A failed query carries its parameters in its message, and so in its stack: sign-in
 * codes, addresses, what people wrote. The log gets the statement, what the database said of it, and the way there.
 */
function errorForLog(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : null;
  return {
    type: error.name,
    message:
      error instanceof DrizzleQueryError
        ? `${error.query} : ${cause?.message ?? 'unknown cause'}`
        : error.message,
    frames: (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')),
  };
}

/** The log of a process, as lines of JSON. */
export function openLog(destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level: process.env.LOG_LEVEL || 'info',
    base: null,
    // Its own would take what is written below for an error, and call it "Object".
    serializers: { err: (told: unknown) => told },
    hooks: {
      // Before the logger looks: of an error it would write the message beside what a serializer made of it.
      logMethod([first, ...rest], method) {
        const told: unknown = first;
        const safe =
          told instanceof Error
            ? { err: errorForLog(told) }
            : typeof told === 'object' && told !== null && 'err' in told
              ? { ...told, err: errorForLog(told.err) }
              : told;
        method.apply(this, [safe, ...rest] as Parameters<typeof method>);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
