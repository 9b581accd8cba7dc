/** What the script tag's `data-live` loads. */
export { liveUpdates as start } from './live.ts'
