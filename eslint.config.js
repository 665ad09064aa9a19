import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import globals from 'globals';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'coverage/', 'node_modules/', '.data/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // Svelte and TypeScript know undefined names better than ESLint does.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // SvelteKit wants default exports in its own files only; ours are named.
    files: ['src/lib/**/*.ts', 'src/cli/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Node runs these files by stripping types: no enums.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files.' },
      ],
    },
  },
  {
    // The law is computed with integers, exact fractions and calendar days.
    files: ['src/lib/**/rules.ts', 'src/lib/**/rules/*.ts', 'src/lib/kernel/**/*.ts'],
    // Reads given days and instants without the library of dates, which would reach every page; never asks what time it is.
    ignores: ['src/lib/kernel/days.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Date', message: 'Use Temporal: a rule has no clock.' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    // Addresses are built with resolve() in src/routes/addresses.ts alone; the rule looks for it in every link.
    files: ['src/{lib,routes}/**/*.svelte'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    // An answer that does not come would take the page away, and what was typed with it.
    files: ['src/**/*.{svelte,ts}'],
    ignores: ['src/routes/send-in-place.ts', 'src/routes/unanswered.svelte.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '$app/forms',
          importNames: ['enhance', 'applyAction'],
          message: 'Forms are sent by src/routes/send-in-place.ts.',
        },
      ],
    },
  },
  { files: ['src/cli/**/*.ts', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
);
