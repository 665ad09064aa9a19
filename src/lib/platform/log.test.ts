import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { freshDatabase } from '../../../tests/fixtures/database.ts';
import { openDatabase } from './database.ts';
import { openLog } from './log.ts';

it('keeps a failed query without what it carried', async () => {
  const { url, drop } = await freshDatabase();
  const { db, close } = openDatabase(url, { max: 1 });
  const lines: string[] = [];
  const log = openLog({ write: (line) => void lines.push(line) });
  try {
    const error = await db.execute(sql`insert into nowhere (code) values (${'482913'})`).then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(String(error)).toContain('482913');
    log.error({ id: 'abc', err: error });
    log.error(error);
  } finally {
    await close();
    await drop();
  }
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toContain('insert into nowhere');
    expect(line).toContain('relation');
    expect(line).toContain('log.test.ts');
    expect(line).not.toContain('482913');
  }
});

it('keeps the kind and the message of any other error', () => {
  const lines: string[] = [];
  openLog({ write: (line) => void lines.push(line) }).error({ err: new TypeError('It broke.') });
  expect(JSON.parse(lines[0]!)).toMatchObject({ err: { type: 'TypeError', message: 'It broke.' } });
});
