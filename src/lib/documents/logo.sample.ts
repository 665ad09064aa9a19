import type { Logo } from './blocks.ts';

/** A grey picture of eight pixels by four, for tests. */
export const DOT: Logo = {
  mediaType: 'image/png',
  width: 8,
  height: 4,
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAD0lEQVR4nGNIwAEYqCcBAAjNJAGG6GXbAAAAAElFTkSuQmCC',
};
