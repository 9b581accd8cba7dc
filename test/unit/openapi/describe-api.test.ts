import { expect, test } from 'vitest'
import { describeApi } from '../../../edge/openapi/describe-api.ts'

test('[SIT61] the description of the admin API has every route, with what its own middleware enforces', () => {
  const { paths } = describeApi('1.2.3')
  const keys = paths['/api/sites/{site}/keys']!
  expect(keys['get']).toMatchObject({ 'x-role': 'admin', parameters: [{ name: 'site', in: 'path' }] })
  expect(keys['post']?.requestBody?.content['application/json'].schema).toMatchObject({
    type: 'object',
    properties: { name: { type: 'string', maxLength: 100 } },
  })
  const preview = paths['/api/sites/{site}/previews']!['post']!
  expect(preview['x-role']).toBe('editor')
  expect(preview.requestBody?.content['application/json'].schema).toMatchObject({ required: ['origin'] })
  const releases = paths['/api/sites/{site}/releases']!['get']!
  expect(releases.parameters).toContainEqual(
    expect.objectContaining({ name: 'limit', in: 'query', required: false }),
  )
})
