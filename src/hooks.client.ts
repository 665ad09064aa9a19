import type { ClientInit } from '@sveltejs/kit/hooks';
import { rememberTyping } from './routes/typed-early.ts';

export const init: ClientInit = rememberTyping;
