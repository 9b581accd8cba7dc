import { evalCondition } from '@growthbook/growthbook'
import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import { Engine } from 'json-rules-engine'
import { Query } from 'mingo'
import sift from 'sift'
import { type FactBag, factNames } from './facts.ts'
import type { Rule } from './workload.ts'

/** Another rule engine: evaluates all rules over a bag of facts, and says how many hold. */
export interface Peer {
  readonly name: string
  evaluate(facts: FactBag): number | Promise<number>
}

/** The peers, each with the rules compiled as far as it can without generating code, which workerd refuses. */
export function createPeers(rules: readonly Rule[]): Peer[] {
  const mongo = rules.map(toMongo)
  const logic = rules.map(toLogic)
  const queries = mongo.map((condition) => new Query(condition))
  const filters = mongo.map((condition) => sift(condition))
  const interpreter = new LogicEngine()
  const rulesEngine = createRulesEngine(rules)
  return [
    {
      name: 'GrowthBook',
      evaluate: (facts) => countHolding(mongo, (rule) => evalCondition(facts, rule, {})),
    },
    { name: 'mingo', evaluate: (facts) => countHolding(queries, (query) => query.test(facts)) },
    { name: 'sift', evaluate: (facts) => countHolding(filters, (filter) => filter(facts)) },
    {
      name: 'json-logic-js',
      evaluate: (facts) => countHolding(logic, (rule) => jsonLogic.apply(rule, facts) === true),
    },
    {
      name: 'json-logic-engine',
      evaluate: (facts) => countHolding(logic, (rule) => interpreter.run(rule, facts) === true),
    },
    { name: 'json-rules-engine', evaluate: async (facts) => (await rulesEngine.run(facts)).events.length },
  ]
}

function countHolding<T>(rules: readonly T[], holds: (rule: T) => boolean): number {
  let count = 0
  for (const rule of rules) if (holds(rule)) count++
  return count
}

function toMongo(rule: Rule) {
  const { did, never } = factNames(rule)
  return { $and: [{ [did]: { $gte: rule.min } }, { [never]: { $eq: 0 } }, { score: { $gte: rule.score } }] }
}

function toLogic(rule: Rule) {
  const { did, never } = factNames(rule)
  return {
    and: [
      { '>=': [{ var: did }, rule.min] },
      { '==': [{ var: never }, 0] },
      { '>=': [{ var: 'score' }, rule.score] },
    ],
  }
}

function createRulesEngine(rules: readonly Rule[]): Engine {
  const engine = new Engine()
  for (const [index, rule] of rules.entries()) {
    const { did, never } = factNames(rule)
    engine.addRule({
      conditions: {
        all: [
          { fact: did, operator: 'greaterThanInclusive', value: rule.min },
          { fact: never, operator: 'equal', value: 0 },
          { fact: 'score', operator: 'greaterThanInclusive', value: rule.score },
        ],
      },
      event: { type: `rule-${index}` },
    })
  }
  return engine
}
