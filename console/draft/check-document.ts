import type { JsonObject } from '../../shared/json.ts'
import { lintSite, validateSite } from '../../shared/release/index.ts'
import type { Findings } from './findings.ts'

/** What keeps a document from being published, and what is hardly meant: by the code that the server publishes with. */
export function checkDocument(document: JsonObject): Findings {
  const result = validateSite(document)
  return result.ok ? { issues: [], warnings: lintSite(result.site) } : { issues: result.issues, warnings: [] }
}
