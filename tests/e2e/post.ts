import ICAL from 'ical.js';
import { pino } from 'pino';
import type { Email } from 'postal-mime';
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
  /** The event of the calendar attached to the last mail that someone received with one, read by another library. */
  eventTo(who: string): ICAL.Event;
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
  /** The last mail to whoever's address begins so, among those that have what is asked. */
  const lastTo = (who: string, has: (mail: Email) => boolean) =>
    received.findLast((mail) => mail.to?.some((each) => each.address?.startsWith(who)) && has(mail));
  const calendarIn = ({ attachments }: Email) =>
    attachments.find(({ mimeType }) => mimeType === 'text/calendar')?.content;
  return {
    received,
    deliver: () => deliverDue(house, transport),
    linkTo(who, kind) {
      const address = new RegExp(`/[\\w-]+/${kind}/[\\w-]+`);
      const mail = lastTo(who, ({ text }) => address.test(text ?? ''));
      return address.exec(mail?.text ?? '')![0];
    },
    eventTo(who) {
      const calendar = calendarIn(lastTo(who, (mail) => calendarIn(mail) !== undefined)!) as ArrayBuffer;
      const read = new ICAL.Component(ICAL.parse(new TextDecoder().decode(calendar)));
      return new ICAL.Event(read.getFirstSubcomponent('vevent')!);
    },
    async close() {
      transport.close();
      await close();
      await server.close();
    },
  };
}
