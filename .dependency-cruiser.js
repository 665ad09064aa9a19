/**
 * The rooms of src/lib, from the bottom of the house to the top. A room imports only rooms below it,
 * so that a rule can be read, tested and run without the rooms that use it.
 */
const ROOMS = [
  'kernel',
  'platform',
  'documents',
  'ui',
  'accounts',
  'associations',
  'bodies',
  'meetings',
  'decisions',
  'minutes',
  'membership',
  'calls',
  'projects',
  'reports',
  'demonstration',
];

const upward = ROOMS.map((room, index) => ({
  name: `${room}-imports-only-rooms-below`,
  comment: `«${room}» may import ${ROOMS.slice(0, index).join(', ') || 'no other room'}: see the order of the house in README.md.`,
  severity: 'error',
  // A test may call the rooms above to bring about what its own room must refuse.
  from: { path: `^src/lib/${room}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^src/lib/(${ROOMS.slice(index + 1).join('|') || '-'})/` },
}));

export default {
  forbidden: [
    ...upward,
    {
      name: 'rooms-do-not-know-sveltekit',
      comment:
        'Only routes and hooks know SvelteKit: the command line, the tests and the benchmarks run the rooms directly under Node.',
      severity: 'error',
      from: { path: '^src/lib/', pathNot: '\\.svelte$' },
      to: { path: '(^@sveltejs/kit|^\\$app/|node_modules/@sveltejs/kit)' },
    },
    {
      name: 'rooms-do-not-import-routes',
      comment: 'Pages use rooms, never the reverse.',
      severity: 'error',
      from: { path: '^src/(lib|cli)/' },
      to: { path: '^src/routes/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule has no database, no clock and no framework.',
      severity: 'error',
      from: { path: '^src/lib/.*/(rules|policy|forms)(\\.ts$|/)' },
      to: {
        path: '(^src/lib/.*/server/|^src/lib/platform/|node_modules/(drizzle-orm|postgres|svelte)/|^node:)',
      },
    },
    {
      name: 'kernel-is-pure',
      comment: 'The words every room uses run anywhere, the browser included.',
      severity: 'error',
      from: { path: '^src/lib/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^node:|node_modules/(drizzle-orm|postgres|svelte)/)' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file. A component may contain itself.',
      severity: 'error',
      from: { path: '(.+)' },
      to: { circular: true, pathNot: '^$1$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(src/lib/paraglide|\\.svelte-kit)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
