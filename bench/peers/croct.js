import croct from '@croct/plug'

croct.plug({
  appId: '00000000-0000-0000-0000-000000000000',
  baseEndpointUrl: `${location.origin}/croct`,
  cidAssignerEndpointUrl: `${location.origin}/croct/cid`,
})
croct.fetch('hero').then(({ content }) => {
  document.querySelector('#headline').textContent = content.title
})
