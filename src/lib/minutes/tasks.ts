import type { Block } from '#lib/documents/blocks.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { typography } from '#lib/kernel/french.ts';
import type { Tell } from './complements.ts';

/** What somebody was given to do on an item. */
export interface GivenTask {
  readonly person: string;
  readonly text: string;
  /** ISO day. */
  readonly dueOn: string;
}

/** The tasks given on an item, as its PV lists them: nothing where there are none. `at`: the place of the item. */
export function tasksBlocks(tasks: readonly GivenTask[], tell: Tell, at: number): Block[] {
  if (tasks.length === 0) return [];
  return [
    { kind: 'paragraph', text: 'À faire\u00a0:' },
    {
      kind: 'list',
      ordered: false,
      items: tasks.map(({ person, text, dueOn }, index) =>
        tell(
          {
            kind: 'paragraph' as const,
            text: typography(`${person}, pour le ${dayInWords(dueOn)}\u00a0: ${text.replace(/\s+/g, ' ')}`),
          },
          `${at}.task.${index}`,
        ),
      ),
    },
  ];
}
