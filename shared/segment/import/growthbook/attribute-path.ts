import { describeChoice } from '../../../problem/index.ts'
import { PROFILE_ROOTS } from '../../validate/profile-roots.ts'
import type { ImportReport, Place } from '../import-report.ts'

/** What GrowthBook's script tells of the page, not of the visitor. */
const OF_THE_PAGE = ['url', 'path', 'host', 'query', 'pageTitle']

/** Says where each attribute is read: as told, else as the trait of the same name. */
export function createAttributePath(attributes: Readonly<Record<string, string>>, report: ImportReport) {
  return (attribute: string, place: Place): string | null => {
    const [name = '', ...inner] = attribute.split('.')
    if (Object.hasOwn(attributes, name)) {
      const path = [attributes[name] ?? '', ...inner].join('.')
      const [root = ''] = path.split('.')
      if (PROFILE_ROOTS.includes(root)) return path
      return report.refuse(
        place,
        JSON.stringify(path),
        'no place of a profile',
        describeChoice('a path from', root, PROFILE_ROOTS),
      )
    }
    if (OF_THE_PAGE.includes(name)) {
      return report.refuse(
        place,
        JSON.stringify(attribute),
        "it is the page's, and a segment is of a visitor",
        `a page condition of an experience; if it is a trait of yours, say attributes: { "${name}": "traits.${name}" }`,
      )
    }
    report.note(
      place,
      JSON.stringify(name),
      'attributes are the traits of the same name, unless told otherwise',
    )
    return `traits.${attribute}`
  }
}
