const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-.*)?$/

/**
 * The versions that a tilde, a caret or a wildcard stands for, from (included) and to (not included), as PostHog
 * documents its operators ({@link https://posthog.com/docs/data/property-filters}). Null: no such version.
 */
export function semverRange(
  operator: 'semver_tilde' | 'semver_caret' | 'semver_wildcard',
  text: string,
): readonly [string, string] | null {
  const parts = VERSION.exec(operator === 'semver_wildcard' ? text.replace(/(?:\.\*)+$/, '') : text)
  if (!parts) return null
  const [major = 0, minor = 0, patch = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const given = parts.slice(1).filter((part) => part !== undefined).length
  const from = `${major}.${minor}.${patch}`
  const nextMajor = `${major + 1}.0.0`
  const nextMinor = `${major}.${minor + 1}.0`
  switch (operator) {
    case 'semver_tilde':
      return [from, given === 1 ? nextMajor : nextMinor]
    case 'semver_caret':
      if (major > 0) return [from, nextMajor]
      return [from, minor > 0 ? nextMinor : `0.0.${patch + 1}`]
    case 'semver_wildcard':
      if (given === 3) return null
      return [from, given === 1 ? nextMajor : nextMinor]
  }
}
