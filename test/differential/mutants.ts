// Breaks a copy of the engine on purpose, one place at a time, and checks that the differential test notices.
//   node test/differential/mutants.ts [--checks N]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

interface Mutant {
  /** In `shared/segment`. */
  readonly file: string
  readonly right: string
  readonly wrong: string
}

const MUTANTS: readonly Mutant[] = [
  // A window that is closed at both ends.
  {
    file: 'leaf/count-leaf.ts',
    right: 'newest(times, min) > after &&',
    wrong: 'newest(times, min) >= after &&',
  },
  // An absence that nothing can answer at its last instant.
  { file: 'leaf/absence-leaf.ts', right: '+ withinMs < before', wrong: '+ withinMs <= before' },
  // Late events that are simply added where order matters.
  { file: 'leaf/absence-leaf.ts', right: 'ordered: true', wrong: 'ordered: false' },
  // A rebuilt leaf that does not look back far enough.
  { file: 'leaf/absence-leaf.ts', right: 'reachMs: withinMs + activeForMs', wrong: 'reachMs: withinMs' },
  // A sequence that goes on from the choice found first.
  {
    file: 'leaf/sequence-leaf.ts',
    right: 'return [...kept, newest]',
    wrong: 'return kept.length < choices.length ? [...choices] : [...kept, newest]',
  },
  // Choices that bind different values and are taken for one.
  {
    file: 'leaf/sequence-leaf.ts',
    right: 'if (one[index] !== other[index]) return false',
    wrong: '',
  },
  // An event that is bound though it lacks what is referred to.
  {
    file: 'leaf/absence-leaf.ts',
    right: '(roles & AFTER) !== 0 && values.every(isScalar)',
    wrong: '(roles & AFTER) !== 0',
  },
  // A condition at the moment of an event that sees the event itself.
  {
    file: 'state/log-guard.ts',
    right: 'if (earlier.event.id === event.id && earlier.event.name === event.name) break',
    wrong: '',
  },
  // A leaf built of a log that has the event already which it is about to hear of.
  {
    file: 'state/leaf-states.ts',
    right: 'compareEvents(event, runtime.taking) >= 0',
    wrong: 'compareEvents(event, runtime.taking) > 0',
  },
  // A summary that nobody looks at again.
  { file: 'state/leaf-states.ts', right: 'if (until > state.clock) return', wrong: 'if (until > 0) return' },
  // A forecast that takes a summary for all there is.
  {
    file: 'next-flip-at.ts',
    right: 'if (summaryOf(runtime, leaf)) return at',
    wrong: 'if (summaryOf(runtime, leaf)) return Infinity',
  },
  // A late event that a leaf with a summary hears of twice.
  {
    file: 'apply-event.ts',
    right: 'if (isNext && !state.summaries[node.hash])',
    wrong: 'if (isNext)',
  },
  // Instants of a latch left out that the others do not make up for.
  { file: 'leaf/latch.ts', right: 'if (before !== undefined && ', wrong: 'if (before !== undefined || ' },
  // The last trait to arrive wins.
  {
    file: 'state/merge-traits.ts',
    right: 'if (a[1] !== b[1]) return a[1] > b[1]',
    wrong: 'if (a[1] !== b[1]) return false',
  },
  // Time before an event that is decided together with it.
  {
    file: 'state/take-in-order.ts',
    right: 'runTimers(runtime, at - 1, transitions)',
    wrong: 'runTimers(runtime, at, transitions)',
  },
  // A forecast that is not put right when a leaf flips.
  {
    file: 'state/forecast.ts',
    right: 'forecast.bounds.set(segment, bound)',
    wrong: 'forecast.bounds.set(segment, Math.max(bound, forecast.bounds.dueOf(segment)))',
  },
  // A new release that does not read the log.
  { file: 'upgrade-state.ts', right: 'if (old.plan !== plan.hash || ', wrong: 'if (' },
  // New rules that know nothing of the events that were dropped, and say that there were none.
  {
    file: 'state/runtime.ts',
    right: 'runtime.state.warming === undefined ? known',
    wrong: 'runtime.state.warming !== undefined ? known',
  },
  // Rules that go on warming where their windows no longer reach back.
  { file: 'state/warming.ts', right: 'if (at >= until) return known', wrong: 'if (at > until) return known' },
  // Weeks that begin on Sunday.
  { file: 'window/calendar.ts', right: 'Math.floor((day + 3) / 7)', wrong: 'Math.floor((day + 4) / 7)' },
  // A running sum that loses what a rounded one loses.
  { file: 'aggregate/exact-sum.ts', right: 'if (low !== 0) parts[kept++] = low', wrong: '' },
  // Ties of the most frequent value that the oldest wins.
  {
    file: 'aggregate/picks.ts',
    right: 'candidate.last - winner.last',
    wrong: 'winner.last - candidate.last',
  },
  // A condition at the moment of an event that late events do not reach.
  {
    file: 'apply-event.ts',
    right: 'if (!isFirst && !isHeeded) return',
    wrong: 'if (isFirst || isHeeded) return',
  },
  // Coming back without having been out of the rule.
  { file: 'memory/membership.ts', right: 'when && !exit && armed && at >=', wrong: 'when && !exit && at >=' },
  // Rules that do not hear of the values they read.
  {
    file: 'state/runtime.ts',
    right: 'for (const reader of leaf.parents) refresh(runtime, reader)',
    wrong: '',
  },
  // A rule on a value that goes by itself only when something happens.
  {
    file: 'state/holds-while.ts',
    right: 'if (answer !== null && holds !== answer) return { holds: answer, until: at }',
    wrong: '',
  },
  // A list whose values stay where they were first seen.
  {
    file: 'aggregate/fold.ts',
    right: 'if (known !== -1) state.splice(known, 1)',
    wrong: 'if (known !== -1) return',
  },
  // Facts that are known to the events of their own instant.
  { file: 'state/history.ts', right: 'change.at < event.at', wrong: 'change.at <= event.at' },
  // An event of an instant that has seen facts, taken for one after them.
  {
    file: 'state/runtime.ts',
    right: 'if (event.at < clock || event.at === factsAt) return false',
    wrong: 'if (event.at < clock) return false',
  },
  // A session that ends before an event of its last instant.
  {
    file: 'session/with-sessions.ts',
    right: 'yield* endSessions(sessions, event.at - 1)',
    wrong: 'yield* endSessions(sessions, event.at)',
  },
  // A late event that joins its session though it may be its first.
  { file: 'session/join-late.ts', right: 'event.at <= session.startedAt || ', wrong: '' },
  // A current session that stays the current one when it ends.
  { file: 'leaf/per-session.ts', right: 'state.current = open.at(-1) ?? null', wrong: '' },
]

const { values } = parseArgs({ options: { checks: { type: 'string', default: '1000000' } } })
const repository = fileURLToPath(new URL('../../', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'edgewise-mutants-'))
let missed = 0
try {
  for (const part of ['package.json', 'shared', 'test/differential']) {
    cpSync(join(repository, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const stale = MUTANTS.filter(({ file, right }) => sourceOf(file).split(right).length !== 2)
  for (const { file, right } of stale) console.log(`${file} does not say "${right}" once`)
  if (stale.length > 0) throw new Error('the engine has changed where mutants were to break it')
  // A test that fails anyway would catch everything.
  if (isNoticed()) throw new Error('the differential test fails without any mutant')
  for (const mutant of MUTANTS) {
    const caught = isCaught(mutant)
    if (!caught) missed++
    console.log(
      `${caught ? 'caught' : 'MISSED'}  ${mutant.file}: ${mutant.right} → ${mutant.wrong || 'nothing'}`,
    )
  }
} finally {
  rmSync(copy, { recursive: true })
}
console.log(`${MUTANTS.length - missed} of ${MUTANTS.length} caught`)
process.exit(missed === 0 ? 0 : 1)

function sourceOf(file: string): string {
  return readFileSync(join(copy, 'shared/segment', file), 'utf8')
}

function isCaught({ file, right, wrong }: Mutant): boolean {
  const path = join(copy, 'shared/segment', file)
  const source = sourceOf(file)
  writeFileSync(path, source.replace(right, wrong))
  const noticed = isNoticed()
  writeFileSync(path, source)
  return noticed
}

/** Does the differential test fail on the copy as it is? */
function isNoticed(): boolean {
  const run = join(copy, 'test/differential/run.ts')
  const { status } = spawnSync(process.execPath, [run, '--seed', '1', '--checks', values.checks, '--keep'], {
    stdio: 'ignore',
  })
  return status !== 0
}
