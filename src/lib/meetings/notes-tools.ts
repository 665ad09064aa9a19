import type { Editor, JSONContent } from '@tiptap/core';
import type { RichText } from '#lib/documents/rich-text.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the notes can hold: the buttons of the editor, each with its state at the cursor. */
export const TOOLS: readonly {
  name: string;
  sign: string;
  label: () => string;
  active: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}[] = [
  {
    name: 'bold',
    sign: 'G',
    label: m.notes_bold,
    active: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    sign: 'I',
    label: m.notes_italic,
    active: (editor) => editor.isActive('italic'),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'bullets',
    sign: '•',
    label: m.notes_bullets,
    active: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'numbers',
    sign: '№',
    label: m.notes_numbers,
    active: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'link',
    sign: '↗',
    label: m.notes_link,
    active: (editor) => editor.isActive('link'),
    run: (editor) => {
      if (editor.isActive('link')) return void editor.chain().focus().unsetLink().run();
      const href = prompt(m.notes_link_address(), 'https://');
      if (href && /^(https?:\/\/|mailto:)./.test(href)) editor.chain().focus().setLink({ href }).run();
    },
  },
];

/** Our notes are the editor's own JSON, only stricter and read-only. */
export function editable(content: RichText): JSONContent {
  return content as unknown as JSONContent;
}

/** Loads the editor on demand and puts it in place: pages that only read do not pay for it. */
export async function mountEditor(
  element: HTMLElement,
  options: {
    content: RichText | null;
    label: string;
    changed: (content: RichText) => void;
    /** The selection moved: the buttons must show where it is. */
    moved: () => void;
  },
): Promise<Editor> {
  const [{ Editor: TipTap }, { StarterKit }] = await Promise.all([
    import('@tiptap/core'),
    import('@tiptap/starter-kit'),
  ]);
  return new TipTap({
    element,
    // The policy of the page refuses inline styles; the few rules needed are in the component.
    injectCSS: false,
    content: options.content && editable(options.content),
    extensions: [
      StarterKit.configure({
        blockquote: false,
        code: false,
        codeBlock: false,
        heading: false,
        horizontalRule: false,
        strike: false,
        underline: false,
        hardBreak: false,
        trailingNode: false,
        link: {
          openOnClick: false,
          protocols: ['http', 'https', 'mailto'],
          HTMLAttributes: { rel: 'noopener noreferrer', target: null, class: null },
        },
      }),
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': options.label },
    },
    onUpdate: ({ editor: changed }) => options.changed(changed.getJSON() as RichText),
    onTransaction: () => options.moved(),
  });
}
