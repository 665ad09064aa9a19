import { sql, type SQL } from 'drizzle-orm';
import { openDatabase } from '../database.ts';

/** Notifications carry a topic and nothing else: whoever hears one reads what they may read. */
const CHANNEL = 'collegial_live';

/** What a statement selects to say, when its transaction commits, to every instance that the topic has changed. */
export const announcement = (topic: string): SQL => sql`pg_notify(${CHANNEL}, ${topic})`;

export interface Announcements {
  /**
   * Calls `changed` each time the topic is announced, and each time that announcements may have been missed because the
   * connection was lost. Answers how to stop.
   */
  hear(topic: string, changed: () => void): () => void;
  stop(): Promise<void>;
}

/** Listens on one connection of its own, which comes back by itself, and passes on what it hears. */
export async function startAnnouncements(url: string): Promise<Announcements> {
  const hearers = new Map<string, Set<() => void>>();
  const listener = openDatabase(url, { max: 1 });
  await listener.sql.listen(
    CHANNEL,
    (topic) => {
      for (const changed of hearers.get(topic) ?? []) changed();
    },
    () => {
      for (const own of hearers.values()) for (const changed of own) changed();
    },
  );
  return {
    hear(topic, changed) {
      const own = hearers.get(topic) ?? new Set();
      hearers.set(topic, own.add(changed));
      return () => {
        own.delete(changed);
        if (own.size === 0 && hearers.get(topic) === own) hearers.delete(topic);
      };
    },
    stop: () => listener.close(),
  };
}
