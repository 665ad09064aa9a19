/** Where messages send their readers, in full: rooms do not know the pages, and a message carries no relative address. */
export function noticeAddresses(site: string, association: string, meetingId: string) {
  const meeting = `${site}/${association}/meetings/${meetingId}`;
  return {
    meeting,
    personal: (token: string) => `${site}/${association}/m/${token}`,
    /** The pack, opened by the same link. */
    personalPack: (token: string) => `${site}/${association}/m/${token}/pack.pdf`,
  };
}
