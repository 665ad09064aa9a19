import { read, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { recipientAt, saidAt, shownMail } from '../../../../../server/notice.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const said = await saidAt(tx, event, visit, meeting);
    const recipient = recipientAt(event, said);
    return {
      meeting,
      recipient,
      round: event.url.searchParams.get('round') ?? undefined,
      mail: shownMail(event, said, recipient),
    };
  });
};
