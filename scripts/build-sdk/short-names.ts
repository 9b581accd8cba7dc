/**
 * Members by which the SDK's files know each other, and which neither a page, nor the edge, nor a browser ever names: what
 * the script tag loads calls them by one letter. All files get the same letters, because they talk to each other.
 *
 * Not on this list: what is public (`Edgewise`, values of events), sent or stored, and the npm package, which bundlers of
 * others read.
 */
const INTERNAL = [
  'ask',
  'compose',
  'contests',
  'currentPage',
  'decision',
  'deliver',
  'emit',
  'enqueue',
  'erase',
  'fail',
  'forget',
  'inspector',
  'isAttended',
  'keep',
  'learn',
  'modules',
  'nodes',
  'onPresence',
  'options',
  'owed',
  'own',
  'queue',
  'receive',
  'report',
  'sequence',
  'settle',
  'slotName',
  'take',
  'takeReceipt',
  'tracker',
  'waiting',
]

/** In the order that came out smallest. */
const LETTERS = 'YZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'

/** The options of esbuild that shorten them. */
export const shortNames = {
  mangleProps: new RegExp(`^(${INTERNAL.join('|')})$`),
  mangleCache: Object.fromEntries(INTERNAL.map((name, index) => [name, LETTERS[index]!])),
}
