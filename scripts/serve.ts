import { parseArgs } from 'node:util'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'
import { startServing } from './serve/start-serving.ts'
import type { ServeOptions } from './serve/start-serving.ts'
import { untilToldToStop } from './serve/until-told-to-stop.ts'
import { UserError } from './user-error.ts'

const usage = `npm run serve -- [options]    runs the production bundle with persistent state

  --port P       where to listen; 0: any free port       (8787)
  --host H       the address to listen on                (127.0.0.1)
  --state DIR    the folder that keeps everything        (.edgewise/serve)
  --site FILE    the site document to publish when new   (demo-site/site.json)
  --assets DIR   the files to serve beside the Worker    (dist/assets)
  --bundle DIR   the folder of the built Worker          (dist/worker)
  --raw          workerd alone, without files: to measure and to kill
  --local        answers carry explanations

When it is ready it prints one line of JSON: url, site, writeKey, serverKey, adminToken, pid (workerd's).`

await runMain(async () => {
  const stopped = untilToldToStop()
  const serving = await startServing(readOptions())
  const { url, site, writeKey, serverKey, adminToken, pid } = serving
  console.log(JSON.stringify({ url, site, writeKey, serverKey, adminToken, pid }))

  const reason = await Promise.race([stopped, serving.ended])
  if (reason === undefined) throw new UserError('workerd ended by itself')
  console.error(`Stopping: ${reason}`)
  await serving.stop()
  process.exit(0)
})

function readOptions(): ServeOptions {
  let values
  try {
    ;({ values } = parseArgs({
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        state: { type: 'string', default: inRepository('.edgewise', 'serve') },
        site: { type: 'string', default: inRepository('demo-site', 'site.json') },
        assets: { type: 'string' },
        bundle: { type: 'string' },
        raw: { type: 'boolean', default: false },
        local: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }))
  } catch (cause) {
    throw new UserError(`${(cause as Error).message}\n\n${usage}`, { cause })
  }
  if (values.help) {
    console.error(usage)
    process.exit(0)
  }
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new UserError(`--port ${values.port}: expected a number from 0 to 65535`)
  }
  return { ...values, port, assets: values.assets ?? null, bundle: values.bundle ?? null }
}
