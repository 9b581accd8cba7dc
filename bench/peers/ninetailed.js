import { Ninetailed } from '@ninetailed/experience.js'
import { NinetailedInsightsPlugin } from '@ninetailed/experience.js-plugin-insights'

const ninetailed = new Ninetailed(
  { clientId: 'bench', environment: 'main', url: `${location.origin}/ninetailed` },
  { url: `${location.origin}/ninetailed`, plugins: [new NinetailedInsightsPlugin()] },
)
ninetailed.onChangesChange(({ changes }) => {
  const change = changes?.find(({ key }) => key === 'hero')
  if (change) document.querySelector('#headline').textContent = change.value
})
ninetailed.page()
