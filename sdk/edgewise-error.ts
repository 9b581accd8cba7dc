/**
 * What went wrong, in one word.
 *
 * - `network`: no answer: offline, the edge down, a blocker, a refused connection. The events are kept and sent again.
 * - `http`: the edge refused the request; `message` is its explanation. The events are kept and sent again.
 * - `receipt`: the edge set one event aside or refused it; `message` is its reason.
 * - `lost`: events were dropped unsent: more than 1,000 were waiting, or they were older than 7 days.
 * - `slot`: a slot could not be filled, or something keeps undoing it.
 * - `call`: a call had arguments that cannot be used: what JSON cannot carry, or more than 32 KB of it.
 * - `chunk`: a part that is loaded later (live updates, inspector) could not be.
 */
export type EdgewiseErrorCode = 'network' | 'http' | 'receipt' | 'lost' | 'slot' | 'call' | 'chunk'

/** Something that went wrong inside Edgewise. It reaches `edgewise.on('error', …)` and never the page's own code. */
export interface EdgewiseError {
  readonly code: EdgewiseErrorCode
  /** What happened, and where it is the site's to fix, how. */
  readonly message: string
  /** The thrown value, where there is one. */
  readonly cause?: unknown
}
