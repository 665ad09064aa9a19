import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { addressed, forms, language } from './requests.ts';

/** What a page receives through one of the hooks, of what was posted. */
async function received(hook: typeof forms, sent: { body: BodyInit; headers?: Record<string, string> }) {
  const request = new Request('http://127.0.0.1/rslux', { method: 'POST', ...sent });
  const event = { request, url: new URL(request.url) } as RequestEvent;
  let page = '';
  await hook({
    event,
    resolve: (_, options) => {
      page = String(options?.transformPageChunk?.({ html: '%lang%', done: true }) ?? '');
      return Promise.resolve(new Response());
    },
  });
  return { request, page };
}

test('a page is drawn in the language of the cookie, and nothing holds what is being sent to it', async () => {
  let left = false;
  const body = new ReadableStream<Uint8Array>({ cancel: () => void (left = true) });
  const sent = { body, headers: { cookie: 'PARAGLIDE_LOCALE=nl' }, duplex: 'half' };
  const { request, page } = await received(language, sent);
  expect(page).toBe('nl');
  // A copy would keep the other half of the stream open.
  void request.body!.cancel();
  expect(left).toBe(true);
});

test.each([
  { body: 'a=b', headers: { 'content-type': 'text/plain' } },
  { body: '{}', headers: { 'content-type': 'application/json' } },
  { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
  { body: '--x\r\nContent-Disp', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
])('what is no form is refused in words: $headers.content-type', async (sent) => {
  const { request } = await received(forms, sent);
  await expect(request.formData()).rejects.toMatchObject({ status: 400 });
});

test('a form is read', async () => {
  const { request } = await received(forms, { body: new URLSearchParams({ a: 'b' }) });
  expect([...(await request.formData())]).toEqual([['a', 'b']]);
});

test.each(['/rslux%00/meetings', '/rslux/meetings?body=%00'])('%s leads nowhere', (path) => {
  const event = { url: new URL(path, 'http://127.0.0.1') } as RequestEvent;
  expect(() => addressed({ event, resolve: () => Promise.resolve(new Response()) })).toThrow(
    expect.objectContaining({ status: 404 }),
  );
});
