import type { Machine } from '../interact/machine.ts'
import { markdownTable } from '../interact/markdown-table.ts'
import type { Spread } from '../interact/spread.ts'
import type { Results } from './run-benchmark.ts'

/** What an event may cost, by number of rules; microseconds. */
const TARGETS: Readonly<Record<number, number>> = { 1000: 2, 10000: 20 }

export function formatReport(
  machine: Machine,
  { repeats, byRules, byHistory, backfillRows }: Results,
): string {
  const { cpu, memoryGb, kernel, node, load, commit, date } = machine
  const peers = byRules[0]?.peers.map(({ name }) => name) ?? []
  return [
    `${date}, commit ${commit}; ${cpu}, ${memoryGb} GB, ${kernel}, Node ${node}, load before ${load}.`,
    `Median (least–most) of ${repeats} rounds. Microseconds an event; a rule has three leaves: at least n in a window,`,
    'never, a trait. The peers know no history: they are given both counts, kept up to date for nothing, and evaluate',
    'every rule. Ours keeps the counts, expires them, and tells what changed.',
    '',
    markdownTable([
      ['rules', 'Edgewise', 'target', ...peers],
      ...byRules.map(({ rules, event, peers: measured }) => [
        number(rules),
        show(event),
        TARGETS[rules]?.toString() ?? '',
        ...measured.map(({ time }) => number(time.median)),
      ]),
    ]),
    '',
    'Times as long as Edgewise:',
    '',
    markdownTable([
      ['rules', ...peers],
      ...byRules.map(({ rules, event, peers: measured }) => [
        number(rules),
        ...measured.map(({ time }) => `${number(time.median / event.median)}×`),
      ]),
    ]),
    '',
    'One profile after 10,000 events:',
    '',
    markdownTable([
      [
        'rules',
        'state bytes',
        'bytes a rule',
        'cold start ms',
        'next flip µs',
        'compile ms',
        'new rules, log rows/s',
      ],
      ...byRules.map((one) => [
        number(one.rules),
        number(one.bytes),
        number(one.bytes / one.rules),
        one.coldStartMs.toFixed(2),
        one.nextFlip.toFixed(1),
        one.compileMs.toFixed(1),
        number(one.backfill),
      ]),
    ]),
    `The scan of the last column is over ${number(backfillRows)} events in memory.`,
    '',
    'Length of the history, at 1,000 rules:',
    '',
    markdownTable([
      ['events before', 'µs an event', 'state bytes'],
      ...byHistory.map(({ history, event, bytes }) => [number(history), show(event), number(bytes)]),
    ]),
  ].join('\n')
}

function show({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`
}

function number(value: number): string {
  return value < 10 ? value.toFixed(1).replace('.0', '') : Math.round(value).toLocaleString('en')
}
