import { parseArgs } from 'node:util';
import { destination } from 'pino';
import { noteConvocationReturned } from '#lib/meetings/server/convocation/returned-mails.ts';
import { openLog } from '#lib/platform/log.ts';
import { receiveReturned, type ReturnOutcome } from '#lib/platform/mail/returned.ts';
import { openHouse } from '#lib/platform/open-house.ts';
import { readConfiguration } from './configuration.ts';
import { onDatabase } from './database.ts';

/** EX_TEMPFAIL of sysexits.h: the mail server keeps the message and hands it over again later. */
const LATER = 75;

/** Bytes that are read of a message. What a report says stands at its beginning; the message it returns comes last. */
const MOST_READ = 1024 * 1024;

const SENTENCES: Readonly<Record<ReturnOutcome, string>> = {
  'not-a-report': 'Ce message n’est pas un avis de non-remise : il est laissé.',
  unknown: 'Cet avis ne concerne aucun message de la boîte d’envoi : il est laissé.',
  'nothing-said': 'Cet avis ne dit pas que le message est revenu : il est laissé.',
  delayed: 'Un serveur essaie encore de remettre ce message : c’est noté.',
  returned: 'Ce message est revenu : c’est noté.',
  known: 'C’était déjà noté.',
};

/**
 * Reads on standard input one message that arrived at the return address. Answers 0 whatever it is, for a mail server
 * would send back what is refused, and 75 when the database is out of reach, so that it comes again.
 */
export async function mailReturned(words: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const raw = await beginningOf(process.stdin, MOST_READ);
  try {
    const { values } = parseArgs({ args: words, options: { demo: { type: 'boolean', default: false } } });
    const { publicAddress } = readConfiguration(environment);
    return await onDatabase(values.demo ? 'demonstration' : 'real', async (url) => {
      const house = await openHouse({ url, publicAddress, log: openLog(destination(2)) });
      try {
        // What comes back of other kinds is the operator's to see: only a convocation has someone who follows it.
        const handlers = { convocation: noteConvocationReturned };
        console.log(SENTENCES[await receiveReturned(house, raw, handlers)]);
        return 0;
      } finally {
        await house.connection.close();
      }
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return LATER;
  }
}

/** The first bytes of a stream, which is read to its end: whoever writes would take a closed pipe for a failure. */
async function beginningOf(stream: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = most;
  for await (const chunk of stream) {
    if (left > 0) chunks.push(chunk.subarray(0, left));
    left -= chunk.length;
  }
  return Buffer.concat(chunks);
}
