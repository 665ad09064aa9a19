import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { projectRoot } from '#lib/platform/project-root.ts';

// npm test [-- files]: everything, or the test files named. Ends with "N passed, N failed", alone on its line.

const root = projectRoot();
const named = process.argv.slice(2).map((file) => relative(root, resolve(file)));
const browserFiles = named.filter((file) => file.startsWith('tests/e2e'));
const nodeFiles = named.filter((file) => !file.startsWith('tests/e2e'));
const whole = named.length === 0;
const browsing = whole || browserFiles.length > 0;

process.chdir(root);
process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

const reports = mkdtempSync(join(tmpdir(), 'collegial-reports-'));
const rulesReport = join(reports, 'rules.json');
const databaseReport = join(reports, 'database.json');
const browserReport = join(reports, 'browser.json');
process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = browserReport;

/** Announces and runs one step; answers its exit code. */
function run(title: string, program: string, args: string[]): Promise<number> {
  console.log(`\n— ${title}`);
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', pass).on('SIGINT', pass);
    child.once('error', (error) => {
      console.error(error.message);
      done(127);
    });
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      done(code ?? 128 + constants.signals[signal!]);
    });
  });
}

/** One step after another, until one fails. */
async function inTurn(steps: readonly (() => Promise<number>)[]): Promise<number> {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  return 0;
}

async function installed(): Promise<number> {
  console.log('\n— Chromium et pdftotext');
  // Loaded late: the messages come first, and a broken Playwright should not hide them.
  const { findChromium, findPdftotext, installTools } = await import('./tools.ts');
  const missing = installTools();
  if (missing !== null) {
    console.error(missing);
    return 1;
  }
  process.env.PLAYWRIGHT_CHROMIUM = findChromium();
  console.log(`${process.env.PLAYWRIGHT_CHROMIUM}, ${findPdftotext()}`);
  return 0;
}

/** The rules, whose every branch is counted, then the commands on a database and the documents; or the files named. */
async function inNode(): Promise<number> {
  const vitest = (title: string, report: string, ...args: string[]) =>
    run(title, 'vitest', [
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
  if (!whole) return nodeFiles.length === 0 ? 0 : vitest('Tests nommés', rulesReport, ...nodeFiles);
  return inTurn([
    () => vitest('Tests des règles', rulesReport, '--project=unit', '--coverage'),
    () => {
      // From here on, the same programs start dozens of times. Not before: branches counted would be less exact.
      process.env.NODE_COMPILE_CACHE = join(reports, 'compiled');
      return vitest('Tests de la base et des documents', databaseReport, '--project=database');
    },
  ]);
}

/** The built application in a browser. */
async function inBrowsers(): Promise<number> {
  if (!browsing) return 0;
  return run('Tests dans le navigateur', 'playwright', [
    'test',
    '--config=tests/playwright.config.ts',
    '--reporter=list,json',
    ...browserFiles,
  ]);
}

/** The application is built beside the tests that do not need it. */
async function inNodeAndBuilt(): Promise<number> {
  const [built, tested] = await Promise.all([
    browsing ? run('Construction', 'vite', ['build', '--logLevel', 'warn']) : 0,
    inTurn([() => run('Messages', 'npm', ['run', '--silent', 'messages']), inNode]),
  ]);
  return tested || built;
}

const code = await inTurn([
  () => run('Types de SvelteKit', 'svelte-kit', ['sync']),
  installed,
  inNodeAndBuilt,
  inBrowsers,
]);
const counts = [nodeCounts(rulesReport), nodeCounts(databaseReport), browserCounts()];
rmSync(reports, { recursive: true });
const sum = (key: 'passed' | 'failed') => counts.reduce((total, count) => total + count[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = code;

function readReport(path: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The step stopped before its report, or never began.
    return null;
  }
}

function nodeCounts(path: string) {
  const report = readReport(path);
  return { passed: Number(report?.numPassedTests ?? 0), failed: Number(report?.numFailedTests ?? 0) };
}

function browserCounts() {
  const stats = readReport(browserReport)?.stats as
    { expected: number; unexpected: number; flaky: number } | undefined;
  const unsteady = stats?.flaky ?? 0;
  if (unsteady > 0)
    console.log(
      `\n${unsteady} tests du navigateur n’ont passé qu’à leur seconde tentative\u00a0: voyez plus haut.`,
    );
  return { passed: (stats?.expected ?? 0) + unsteady, failed: stats?.unexpected ?? 0 };
}
