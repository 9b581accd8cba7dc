import type { Issue } from '../../../../shared/problem/index.ts'
import { Icon } from '../../../controls/icon.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

interface Props {
  /** Of what: findings at it, and inside it unless they are left out. */
  readonly pointer: string
  /** Whether those inside it have a place of their own. @default false */
  readonly onlyHere?: boolean
  /** What inside it has a place of its own. @default nothing */
  readonly except?: readonly string[]
}

/** What is wrong at a place of the rule, and what is hardly meant. */
export function Findings({ pointer, onlyHere = false, except = [] }: Props) {
  const { issues, warnings } = useRule()
  const isIn = (issue: Issue, place: string): boolean =>
    issue.pointer === place || issue.pointer.startsWith(`${place}/`)
  const isHere = (issue: Issue): boolean =>
    onlyHere ? issue.pointer === pointer : isIn(issue, pointer) && !except.some((inner) => isIn(issue, inner))
  const found = [
    ...issues.filter(isHere).map((issue) => ({ issue, kind: 'issue' as const })),
    ...warnings.filter(isHere).map((issue) => ({ issue, kind: 'warning' as const })),
  ]
  if (found.length === 0) return null
  return (
    <ul>
      {found.map(({ issue, kind }) => (
        <li key={`${kind}${issue.pointer}${issue.expected}`} className={styles['finding']} data-kind={kind}>
          <Icon name={kind === 'issue' ? 'warning' : 'info'} size={14} />
          <span>
            {issue.found === 'nothing' ? 'Missing' : `Found ${issue.found}`}; expected {issue.expected}
          </span>
        </li>
      ))}
    </ul>
  )
}
