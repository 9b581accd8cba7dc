import { build } from './build.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'
import { isPortFree } from './serve/free-port.ts'
import { startServing } from './serve/start-serving.ts'
import { untilToldToStop } from './serve/until-told-to-stop.ts'

const host = '127.0.0.1'

await runMain(async () => {
  const stopped = untilToldToStop()
  await build({ print: (line) => console.log(line) })
  const serving = await startServing({
    host,
    port: await firstFreePort(8787, 8797),
    state: inRepository('.edgewise', 'demo'),
    site: inRepository('demo-site', 'site.json'),
    raw: false,
    local: true,
    assets: inRepository('dist', 'demo'),
    bundle: null,
  })
  // a name instead of an address: browsers treat localhost as secure, and people can read it
  const { port } = new URL(serving.url)
  console.log(`
  The shop       http://localhost:${port}/
  The inspector  http://localhost:${port}/?ew_debug   (or Alt+E on any page)
  The console    http://localhost:${port}/console/    (sign in with any e-mail address)

  Try this:
    1. Look at two hiking products, then go back to the front page: its picture is a hiking one, with no reload.
    2. Put something into the cart and wait 20 seconds: the page reminds you by itself.
    3. Order in another tab: the reminder goes away in this one.
    4. Change a text in the console, publish it, and look at the shop: it changes by itself.

  Ctrl+C stops it. Everything is kept in .edgewise/demo.
`)
  await stopped
  await serving.stop()
  process.exit(0)
})

async function firstFreePort(from: number, to: number): Promise<number> {
  for (let port = from; port <= to; port += 1) {
    if (await isPortFree(host, port)) return port
  }
  return 0
}
