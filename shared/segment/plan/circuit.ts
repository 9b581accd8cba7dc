import { atLeastTruth, FALSE, negateTruth, TRUE, type Truth, UNKNOWN } from '../truth.ts'
import type { PlanNode } from './plan.ts'

/** The truth of every node for one profile, with counters so that a flip touches only what reads it. */
export interface Circuit {
  readonly truth: Uint8Array
  /** For gates: how many children are true, and how many unknown. */
  readonly trueCount: Int32Array
  readonly unknownCount: Int32Array
}

/** Builds a circuit from the truth of its leaves. */
export function createCircuit(
  nodes: readonly PlanNode[],
  leafTruth: (node: PlanNode, circuit: Circuit) => Truth,
): Circuit {
  const circuit: Circuit = {
    truth: new Uint8Array(nodes.length),
    trueCount: new Int32Array(nodes.length),
    unknownCount: new Int32Array(nodes.length),
  }
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'gate') {
      for (const child of node.children) count(circuit, index, truthOf(circuit, child), 1)
      circuit.truth[index] = gateTruth(circuit, node.need, index)
    } else if (node.type === 'not') circuit.truth[index] = negateTruth(truthOf(circuit, node.child))
    else circuit.truth[index] = leafTruth(node, circuit)
  }
  return circuit
}

export function copyCircuit({ truth, trueCount, unknownCount }: Circuit): Circuit {
  return { truth: truth.slice(), trueCount: trueCount.slice(), unknownCount: unknownCount.slice() }
}

export function truthOf(circuit: Circuit, node: number): Truth {
  // Only values of this type are ever written.
  return (circuit.truth[node] ?? FALSE) as Truth
}

/** Sets a node's truth and carries the change up; `onFlip` hears of every node that flipped. */
export function setTruth(
  nodes: readonly PlanNode[],
  circuit: Circuit,
  index: number,
  truth: Truth,
  onFlip: (index: number, node: PlanNode, before: Truth) => void,
): void {
  const before = truthOf(circuit, index)
  const node = nodes[index]
  if (before === truth || !node) return
  circuit.truth[index] = truth
  onFlip(index, node, before)
  for (const parent of node.parents) {
    const reader = nodes[parent]
    if (reader?.type === 'not') setTruth(nodes, circuit, parent, negateTruth(truth), onFlip)
    else if (reader?.type === 'gate') {
      count(circuit, parent, before, -1)
      count(circuit, parent, truth, 1)
      setTruth(nodes, circuit, parent, gateTruth(circuit, reader.need, parent), onFlip)
    }
  }
}

function count({ trueCount, unknownCount }: Circuit, gate: number, truth: Truth, by: number): void {
  if (truth === TRUE) trueCount[gate] = (trueCount[gate] ?? 0) + by
  else if (truth === UNKNOWN) unknownCount[gate] = (unknownCount[gate] ?? 0) + by
}

function gateTruth({ trueCount, unknownCount }: Circuit, need: number, gate: number): Truth {
  return atLeastTruth(need, trueCount[gate] ?? 0, unknownCount[gate] ?? 0)
}
