// Keeps the scripts for pages as they are now in pinned/, whose content every later deployment serves too.
//   npm run pin
import { build } from './build.ts'
import { pinScripts } from './pin-scripts.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'

await runMain(async () => {
  await build({ print: () => {}, worker: false })
  const { name, integrity } = await pinScripts(inRepository('dist'), inRepository('pinned'))
  console.log(`pinned/${name} has the scripts as they are now: commit it, and deploy. Their tag:

<script async src="https://<your Worker>/ew/${name}/ew.js"
  integrity="${integrity}" crossorigin="anonymous"
  data-key="…" data-consent="…"></script>`)
})
