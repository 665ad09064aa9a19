import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** The first has no windows to draw, and asks half as much of the processor. */
const BROWSERS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of the tests: the one named by PLAYWRIGHT_CHROMIUM, the system's, else the one Playwright downloaded. */
export function findChromium(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) return isProgram(named) ? named : undefined;
  const own = chromium.executablePath();
  return BROWSERS.map(onPath).find(Boolean) ?? (existsSync(own) ? own : undefined);
}

/** Reads the text of a PDF back, in the tests of documents. */
export function findPdftotext(): string | undefined {
  return onPath('pdftotext');
}

function succeeds(program: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/** What is missing of the programs that npm does not bring, installed where this account can; else in words. */
export function installTools(): string | null {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    if (!findPdftotext()) install('poppler-utils');
    if (!named && !onPath(BROWSERS[0]!)) install(BROWSERS[0]!);
    // Not every system has the first.
    if (!findChromium() && !named) install('chromium');
  }
  if (!findChromium() && !named) succeeds('playwright', ['install', 'chromium']);
  const left = [findChromium() ? [] : ['chromium'], findPdftotext() ? [] : ['poppler-utils']].flat();
  return left.length === 0
    ? null
    : `Il manque ${left.join(' et ')} : installez-les (Debian : apt-get install ${left.join(' ')}), ou donnez le chemin de Chromium dans PLAYWRIGHT_CHROMIUM.`;
}

let listed = false;

function install(name: string): void {
  console.log(`Installation par apt-get : ${name}…`);
  listed ||= succeeds('apt-get', ['update', '-qq']);
  succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
}
