import { pino } from 'pino';
import { systemClock } from '#lib/platform/clock.ts';
import { openDatabase } from '#lib/platform/database.ts';
import { deliverDue } from '#lib/platform/mail/delivery.ts';
import { transportTo } from '../fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../fixtures/mail-server.ts';

export interface Post extends Pick<MailServer, 'received'> {
  /** Hands the mails that wait over to a real SMTP server: a demonstration keeps them to itself. */
  deliver(): Promise<void>;
  /** The path of the address of this kind in the last mail that someone received with one. `who`: how their address begins. */
  linkTo(who: string, kind: 'poll' | 'm' | 'minutes'): string;
  close(): Promise<void>;
}

/** The mails of this worker's demonstration, delivered when a test says so. */
export async function openPost(databaseUrl: string): Promise<Post> {
  const server = await startMailServer();
  const { received } = server;
  const { db, close } = openDatabase(databaseUrl, { max: 1 });
  const transport = transportTo(server.port);
  const house = {
    db,
    clock: systemClock(),
    log: pino({ level: 'silent' }),
    publicAddress: '',
    demonstration: false,
  };
  return {
    received,
    deliver: () => deliverDue(house, transport),
    linkTo(who, kind) {
      const address = new RegExp(`/[\\w-]+/${kind}/[\\w-]+`);
      const mail = received.findLast(
        ({ to, text }) => to?.some((each) => each.address?.startsWith(who)) && address.test(text ?? ''),
      );
      return address.exec(mail?.text ?? '')![0];
    },
    async close() {
      transport.close();
      await close();
      await server.close();
    },
  };
}
