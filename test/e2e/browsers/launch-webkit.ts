import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../support/free-port.ts'
import type { Engine } from './engine.ts'

/** What WebKitGTK needs to be driven. */
export interface WebKitPrograms {
  readonly driver: string
  readonly browser: string
  readonly display: string
}

/** WebKitGTK's own small browser, by WebDriver, on a display that nobody sees. */
export async function launchWebKit(programs: WebKitPrograms): Promise<Engine> {
  const children: ChildProcess[] = []
  const endAll = (): void => children.forEach((child) => child.kill())
  process.once('exit', endAll)
  const close = async (): Promise<void> => {
    process.off('exit', endAll)
    await Promise.all(
      children
        .filter(({ exitCode }) => exitCode === null)
        .map((child) => (child.kill(), once(child, 'exit'))),
    )
  }

  const display = spawn(
    programs.display,
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  children.push(display)
  // `as`: it is a pipe that we read
  const [number] = (await once(display.stdio[3] as Readable, 'data')) as [Buffer]

  const port = await freePort()
  const driver = spawn(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${number.toString().trim()}`,
      // Nothing here but pages of ours; containers have no user namespaces to make a sandbox of
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
  })
  children.push(driver)

  const call = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    // `as`: WebDriver's contract, https://www.w3.org/TR/webdriver2/
    const { value } = (await response.json()) as { readonly value: Value & { readonly message?: string } }
    if (!response.ok) throw new Error(`${method} ${path}: ${value.message}`)
    return value
  }

  const openSession = (): Promise<{ sessionId: string; capabilities: { browserVersion: string } }> =>
    call('POST', '/session', {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] } },
      },
    })

  let browserVersion: string
  try {
    await untilAnswered(() => call('GET', '/status'), driver)
    const first = await openSession()
    ;({ browserVersion } = first.capabilities)
    await call('DELETE', `/session/${first.sessionId}`)
  } catch (error) {
    await close()
    throw error
  }

  return {
    version: `webkitgtk/${browserVersion}`,
    // A session keeps nothing of another
    newVisitor: async () => {
      const session = `/session/${(await openSession()).sessionId}`
      return {
        open: (address) => call('POST', `${session}/url`, { url: address }),
        back: () => call('POST', `${session}/back`, {}),
        run: async (body, ...args) => {
          const outcome = await call<{ readonly value?: string } | { readonly error: string }>(
            'POST',
            `${session}/execute/async`,
            {
              script: `const answer = arguments[1]
                Promise.resolve().then(() => (${body.toString()})(...arguments[0]))
                  .then((value) => answer({ value: JSON.stringify(value) }), (error) => answer({ error: String(error) }))`,
              args: [args],
            },
          )
          if ('error' in outcome) throw new Error(outcome.error)
          // `as`: what the function answered. A text, because WebDriver makes null of what is undefined
          return (outcome.value == null ? undefined : JSON.parse(outcome.value)) as never
        },
        cookie: async (name) => {
          const cookies = await call<readonly { readonly name: string; readonly value: string }[]>(
            'GET',
            `${session}/cookie`,
          )
          return cookies.find((cookie) => cookie.name === name)?.value
        },
        close: () => call('DELETE', session),
      }
    },
    close,
  }
}

const START_LIMIT_MS = 30_000

/** Resolves with the first answer of a process that has just been started. */
async function untilAnswered(ask: () => Promise<unknown>, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS
  while (performance.now() < deadline) {
    const isThere = await ask().then(
      () => true,
      () => false,
    )
    if (isThere) return
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with code ${child.exitCode}`)
    await setTimeout(20)
  }
  throw new Error(`${child.spawnfile} did not answer within ${START_LIMIT_MS / 1_000} s`)
}
