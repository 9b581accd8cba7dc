// The floor that the platform sets: parse the same JSON, reach the visitor's object, insert one row.
import { DurableObject } from 'cloudflare:workers'

export class Bare extends DurableObject {
  constructor(state, env) {
    super(state, env)
    state.storage.sql.exec('CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)')
  }

  append(body) {
    this.ctx.storage.sql.exec('INSERT INTO log (body) VALUES (?)', body)
  }
}

export default {
  async fetch(request, env) {
    const text = await request.text()
    const { anonymousId, stream, batch } = JSON.parse(text)
    await env.BARE.get(env.BARE.idFromName(anonymousId ?? stream)).append(text)
    return Response.json({
      receipts: batch.map(({ messageId }) => ({ messageId, status: 'accepted' })),
    })
  },
}
