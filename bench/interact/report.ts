import type { Machine } from './machine.ts'
import { markdownTable } from './markdown-table.ts'
import type { Result } from './result.ts'
import type { Spread } from './spread.ts'

/** Rows that a call writes in the long run. */
export interface RowsWritten {
  readonly release: string
  readonly eventsACall: number
  readonly rowsACall: number
}

/** What bare ÷ ours is to reach on tmpfs, with the demo's release and with the crowded one. */
const TARGETS: Readonly<Record<string, number>> = { demo: 0.65, crowded: 0.5 }

export function formatReport(
  machine: Machine,
  rounds: number,
  results: readonly Result[],
  rows: readonly RowsWritten[],
): string {
  const { cpu, memoryGb, kernel, node, load, commit, date } = machine
  return [
    `${date}, commit ${commit}; ${cpu}, ${memoryGb} GB, ${kernel}, Node ${node}, load before ${load}.`,
    `Median (least–most) of ${rounds} rounds. Demo: the shop's release. Crowded: 1,000 rules, 50 experiences, 5 slots.`,
    '',
    'State on tmpfs, CPU microseconds a call:',
    '',
    resultTable(results.filter(({ disk }) => !disk)),
    '',
    'State on the disk of the temporary directory:',
    '',
    resultTable(results.filter(({ disk }) => disk)),
    '',
    'Rows written a call, one visitor, 256 calls:',
    '',
    markdownTable([
      ['release', 'events a call', 'rows a call'],
      ...rows.map(({ release, eventsACall, rowsACall }) => [
        release,
        String(eventsACall),
        rowsACall.toFixed(2),
      ]),
    ]),
  ].join('\n')
}

function resultTable(results: readonly Result[]): string {
  return markdownTable([
    [
      'release, profiles',
      'events a call',
      'ours µs',
      'bare µs',
      'bare ÷ ours',
      'target',
      'ours calls/s',
      'bare calls/s',
    ],
    ...results.map((result) => [
      `${result.release}, ${result.profiles}`,
      String(result.eventsACall),
      show(result.oursCpu, 0),
      show(result.bareCpu, 0),
      show(result.ratio, 2),
      result.disk ? '' : (TARGETS[result.release]?.toFixed(2) ?? ''),
      show(result.oursCallsASecond, 0),
      show(result.bareCallsASecond, 0),
    ]),
  ])
}

function show({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`
}
