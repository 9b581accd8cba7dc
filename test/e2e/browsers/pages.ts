import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRepository } from '../../../scripts/repository.ts'

const KEY = 'ewk_stage_test'
const slots = '<div data-ew-slot="hero"><input id="own"></div><div data-ew-slot="badge"></div>'

/** A page that keeps what its hero ever showed, what its policy refused, and what nobody caught. */
const page = (attributes: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page</title><script src="/watch.js"></script></head>
<body>${slots}<input id="other"><script src="/ew.js" data-key="${KEY}" ${attributes}></script></body></html>`

const watch = `globalThis.watched = { shown: [], violations: [], errors: [] }
new MutationObserver(() => {
  const hero = document.querySelector('[data-ew-slot=hero]')
  if (!hero) return
  const text = [hero.textContent || 'own', hero.dataset.ewReason].join(' ').trim()
  if (watched.shown.at(-1) !== text) watched.shown.push(text)
}).observe(document, { childList: true, subtree: true, attributes: true })
addEventListener('securitypolicyviolation', ({ violatedDirective }) => watched.violations.push(violatedDirective))
addEventListener('error', ({ message }) => watched.errors.push(message))
addEventListener('unhandledrejection', ({ reason }) => watched.errors.push(String(reason)))
`

const policy =
  "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types edgewise"

/** Writes the pages of the suite into a folder, with the scripts beside them, to be served as a site's own. */
export async function writePages(folder: string): Promise<void> {
  await cp(inRepository('dist', 'assets'), folder, { recursive: true })
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  await Promise.all([
    write('watch.js', watch),
    write('index.html', page('data-consent="granted" data-measure="off"')),
    write('wait.html', page('data-consent="wait" data-measure="off"')),
    write('measured.html', page('data-consent="granted"')),
    write('other.html', '<!doctype html><title>Other</title>'),
    write('live.html', page('data-consent="granted" data-live data-measure="off"')),
    write('strict.html', page('data-consent="granted" data-live')),
    write(
      '_headers',
      `/ew*.js\n  Access-Control-Allow-Origin: *\n/strict\n  Content-Security-Policy: ${policy}\n`,
    ),
  ])
}
