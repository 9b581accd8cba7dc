import { toPointer, type Issue } from '../problem/index.ts'

/** An issue for each value of a list that another one before it has, too. */
export function checkUnique(
  values: readonly string[],
  kind: string,
  pathOf: (index: number) => readonly (string | number)[],
): Issue[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value)
    if (first === index) return []
    return [
      {
        pointer: toPointer(pathOf(index)),
        found: JSON.stringify(value),
        expected: `${kind} of its own; ${toPointer(pathOf(first))} has this one`,
      },
    ]
  })
}
