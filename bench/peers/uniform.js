import { Context } from '@uniformdev/context'

// Its rules come with the page: here, as an app would bundle them
const manifest = {
  project: {
    pz: {
      sig: {
        bench: {
          str: 50,
          cap: 100,
          dur: 'p',
          crit: {
            type: 'G',
            clauses: [{ type: 'QS', queryName: 'utm_source', match: { op: '=', rhs: 'bench' } }],
          },
        },
      },
    },
  },
}
const context = new Context({ manifest, defaultConsent: true })
context.update({ url: new URL(location.href) }).then(() => {
  const { variations } = context.personalize({
    name: 'hero',
    variations: [{ id: 'personalised', pz: { crit: [{ l: 'bench', op: '>', r: 0 }] } }],
  })
  if (variations.length > 0) document.querySelector('#headline').textContent = 'Personalised'
})
