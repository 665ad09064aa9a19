import { sequence, type Handle, type HandleServerError, type ServerInit } from '@sveltejs/kit/hooks';
import { addressed, forms, language } from './routes/server/requests.ts';
import { readSessionCookie, writeSessionCookie } from './routes/server/session-cookie.ts';
import { secondFactorGate } from './routes/server/signing-in.ts';
import { runningHouse, startHouse } from './routes/server/running-house.ts';
import { startLive } from './routes/server/running-live.ts';
import { forgetExpired } from '#lib/accounts/server/expiry.ts';
import { validateSession } from '#lib/accounts/server/sessions.ts';
import { enterAssociation } from '#lib/bodies/server/actor.ts';
import { wireTexts } from '#lib/decisions/server/propositions/carry.ts';
import { writeTaskReminders } from '#lib/decisions/server/tasks/reminders.ts';
import { writeVoteReminders } from '#lib/decisions/server/votes/advance-going.ts';
import { settleOverdue } from '#lib/decisions/server/written/settle.ts';
import { makeDuePacks } from '#lib/meetings/server/annexes/pack-worker.ts';
import { PACK_CHANNEL } from '#lib/meetings/server/annexes/packs.ts';
import { writeReminders } from '#lib/meetings/server/convocation/reminders.ts';
import { wireMinutes } from '#lib/minutes/server/commands/approval.ts';
import { startJobs } from '#lib/platform/jobs.ts';
import { readMailConfiguration } from '#lib/platform/mail/configuration.ts';
import { openTransport } from '#lib/platform/mail/transport.ts';
import { writeAlertMails } from '#lib/reports/server/alert-mails.ts';
import { SECURITY_HEADERS } from '#lib/platform/security-headers.ts';

export const init: ServerInit = async () => {
  wireTexts();
  wireMinutes();
  const house = await startHouse();
  await forgetExpired(house);
  const mail = readMailConfiguration(process.env);
  // The command line has told this fault in words before the server started.
  if (!mail.done) throw new Error(mail.refusal.sentence);
  const transport = mail.value && openTransport(mail.value);
  const jobs = await startJobs(house, process.env.DATABASE_URL!, {
    transport,
    errands: [{ name: 'packs.make', channel: PACK_CHANNEL, run: (signal) => makeDuePacks(house, signal) }],
    chores: [
      { name: 'written.settle', run: () => settleOverdue(house) },
      // Where no mail leaves, alerts would pile up in the outbox and leave stale: the desk shows them.
      ...(transport && !house.demonstration
        ? [
            { name: 'alerts.write', run: () => writeAlertMails(house) },
            { name: 'reminders.write', run: () => writeReminders(house) },
            { name: 'votes.remind', run: () => writeVoteReminders(house) },
            { name: 'tasks.remind', run: () => writeTaskReminders(house) },
          ]
        : []),
    ],
  });
  const live = await startLive(process.env.DATABASE_URL!);
  globalThis.endCollegialStreams = live.endStreams;
  globalThis.stopCollegial = async () => {
    live.endStreams();
    await live.stop();
    await jobs.stop();
    await house.connection.close();
  };
};

/** Nothing here may be framed, sniffed, cached on a shared computer or told to another site. */
const headers: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  if (event.url.protocol === 'https:')
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (event.locals.account) response.headers.set('cache-control', 'private, no-store');
  return response;
};

const session: Handle = async ({ event, resolve }) => {
  const house = runningHouse();
  event.locals.house = house;
  event.locals.account = null;
  event.locals.session = null;
  event.locals.visit = null;
  const token = readSessionCookie(event.cookies);
  if (token) {
    const signedIn = await validateSession(house, token);
    if (signedIn) {
      event.locals.account = signedIn.account;
      event.locals.session = signedIn.session;
      if (signedIn.fresh) writeSessionCookie(event, token, signedIn.session.expiresAt);
    }
  }
  return resolve(event);
};

const association: Handle = async ({ event, resolve }) => {
  const { house, account, session } = event.locals;
  const slug = event.params.association;
  if (slug !== undefined && account && session) {
    event.locals.visit = await enterAssociation(house, {
      slug,
      accountId: account.id,
      secondFactorPassed: house.demonstration || session.secondFactorPassedAt !== null,
    });
  }
  return resolve(event);
};

export const handle = sequence(addressed, forms, language, headers, session, secondFactorGate, association);

/**
 * A bug: the log has all of it under an identifier, the person gets the identifier alone. What we refused ourselves and
 * addresses that lead nowhere are no bugs.
 */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'app') return caught.error;
  if (caught.kind === 'framework') return { message: caught.error.message };
  const { event, error } = caught;
  const id = crypto.randomUUID().slice(0, 8);
  event.locals.house?.log.error({ id, err: error, route: event.route.id, method: event.request.method });
  return { message: 'Une erreur inattendue s’est produite.', id };
};
