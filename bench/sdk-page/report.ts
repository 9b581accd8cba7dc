import type { Spread } from '../interact/spread.ts'
import { markdownTable } from '../interact/markdown-table.ts'
import type { Machine } from '../interact/machine.ts'
import type { Results } from './results.ts'

/** The tables, and whether the goals were reached. */
export function formatReport(machine: Machine, rounds: number, results: Results): string {
  return [
    `${machine.cpu}, ${machine.kernel}, ${results.browser}, commit ${machine.commit}, load before ${machine.load}. Median (least–most) of ${rounds} rounds, in turns.`,
    'The start of a first visit, processor four times slower; milliseconds of the main thread’s own time:',
    markdownTable([
      [
        '',
        'evaluation',
        '× Edgewise',
        'main thread, more than without',
        'longest own task',
        'requests',
        'bytes',
        'timers in 10 s idle',
        'frames',
      ],
      ...results.starts.map(({ name, evaluation, ratio, more, longest, requests, bytes, idle }) => [
        name,
        spread(evaluation),
        ratio === null ? '' : `${ratio.toFixed(1)}×`,
        spread(more),
        spread(longest),
        String(requests),
        bytes.toLocaleString('en'),
        String(idle.timers),
        String(idle.frames),
      ]),
    ]),
    'The headline, on 150 ms and 1.6 Mbit/s, processor four times slower; milliseconds from the start of the navigation:',
    markdownTable([
      [
        '',
        'the visitor’s own',
        'the default before it, for',
        'first headline of any kind',
        'requests before it',
      ],
      ...results.headlines.map(({ name, own, flash, first, requests }) => [
        name,
        spread(own),
        spread(flash),
        spread(first),
        String(requests),
      ]),
    ]),
    'The demo shop’s front page, on the same network and processor:',
    markdownTable([
      ['', 'largest contentful paint, ms', 'layout shift'],
      ...results.shop.map(({ visit, lcp, cls }) => [visit, spread(lcp), cls.max.toFixed(3)]),
    ]),
    'Goals:',
    ...results.goals.map(
      ({ what, isReached, found }) => `- ${isReached ? 'reached' : 'MISSED'}: ${what} (${found})`,
    ),
  ]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ')
}

function spread({ median, min, max }: Spread): string {
  const round = (value: number): string => value.toFixed(value < 10 ? 1 : 0)
  return `${round(median)} (${round(min)}–${round(max)})`
}
