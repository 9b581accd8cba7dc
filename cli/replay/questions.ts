import type { Segment } from '../../shared/segment/index.ts'

/**
 * A segment, and the same question put to DuckDB in SQL that was written by hand for it: what an analyst would write
 * who knows the sentence and not the engine. `queryMembers` says which tables there are.
 */
export interface Question {
  readonly segment: Segment
  readonly sql: string
}

const orders = { kind: 'event', event: 'Order Completed' } as const

export const questions: readonly Question[] = [
  {
    segment: {
      schema: 'segment/1',
      id: 'three-orders',
      name: 'Bought at least three times',
      when: { ...orders, window: 'ever', op: { gte: 3 } },
    },
    sql: `select customer from purchases group by customer having count(*) >= 3`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'one-time-buyers',
      name: 'Bought once, and never again',
      when: { ...orders, window: 'ever', op: { eq: 1 } },
    },
    sql: `select customer from purchases group by customer having count(*) = 1`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'bought-lately',
      name: 'Bought within the last 30 days',
      when: { ...orders, window: 'P30D' },
    },
    sql: `select distinct customer from sales where sold_at > asked_at - days(30)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'twice-in-half-a-year',
      name: 'Bought exactly twice within the last 180 days',
      when: { ...orders, window: 'P180D', op: { eq: 2 } },
    },
    sql: `select customer from sales where sold_at > asked_at - days(180) group by customer having count(*) = 2`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'regulars',
      name: 'Bought two to four times within the last 365 days',
      when: { ...orders, window: 'P365D', op: { between: [2, 4] } },
    },
    sql: `
      select customer from sales where sold_at > asked_at - days(365)
      group by customer having count(*) between 2 and 4`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'silent-for-a-year',
      name: 'Bought nothing within the last 365 days',
      when: { ...orders, window: 'P365D', op: { eq: 0 } },
    },
    sql: `
      select customer from moments
      where not exists (from purchases p where p.customer = moments.customer and p.sold_at > asked_at - days(365))`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'lapsed',
      name: 'Bought before, but not within the last 60 days',
      when: { all: [{ ...orders, window: 'ever' }, { not: { ...orders, window: 'P60D' } }] },
    },
    sql: `select customer from sales group by customer having max(sold_at) <= any_value(asked_at) - days(60)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'big-baskets',
      name: 'Placed two orders of $50 or more within the last 365 days',
      when: {
        ...orders,
        where: { 'properties.revenue': { $gte: 50 } },
        window: 'P365D',
        op: { gte: 2 },
      },
    },
    sql: `
      select customer from sales where sold_at > asked_at - days(365) and revenue >= 50
      group by customer having count(*) >= 2`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'not-again-in-45-days',
      name: 'Bought, did not buy again within 45 days of it, and that was settled within the last 90 days',
      when: {
        kind: 'absence',
        after: { event: 'Order Completed' },
        none: { event: 'Order Completed' },
        within: 'P45D',
        activeFor: 'P90D',
      },
    },
    sql: `
      with gaps as (
        select customer, asked_at, sold_at + days(45) as settled,
               lead(sold_at, 1, 9223372036854775807) over (partition by customer order by sold_at) as next
        from sales
      )
      select distinct customer from gaps where next > settled and settled <= asked_at and asked_at < settled + days(90)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'valuable-some-way',
      name: 'At least two of: six orders ever, an order of five discs, an order of $100 or more',
      when: {
        atLeast: 2,
        of: [
          { ...orders, window: 'ever', op: { gte: 6 } },
          { ...orders, where: { 'properties.quantity': { $gte: 5 } }, window: 'ever' },
          { ...orders, where: { 'properties.revenue': { $gte: 100 } }, window: 'ever' },
        ],
      },
    },
    sql: `
      select customer from purchases group by customer
      having (count(*) >= 6)::int + bool_or(quantity >= 5)::int + bool_or(revenue >= 100)::int >= 2`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'spent-200',
      name: 'Spent $200 or more within the last 365 days',
      when: { ...orders, window: 'P365D', agg: { sum: 'properties.revenue' }, op: { gte: 200 } },
    },
    sql: `
      select customer from sales where sold_at > asked_at - days(365)
      group by customer having sum(revenue) >= 200`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'high-value-repeaters',
      name: 'At least three orders of $35 or more on average within the last 365 days',
      when: {
        all: [
          { ...orders, window: 'P365D', op: { gte: 3 } },
          { ...orders, window: 'P365D', agg: { avg: 'properties.revenue' }, op: { gte: 35 } },
        ],
      },
    },
    sql: `
      select customer from sales where sold_at > asked_at - days(365)
      group by customer having count(*) >= 3 and sum(revenue) >= 35 * count(*)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'one-big-order',
      name: 'The biggest order within the last 180 days was over $75',
      when: { ...orders, window: 'P180D', agg: { max: 'properties.revenue' }, op: { gt: 75 } },
    },
    sql: `
      select customer from sales where sold_at > asked_at - days(180)
      group by customer having max(revenue) > 75`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'never-small',
      name: 'No order ever was under $15',
      when: { ...orders, window: 'ever', agg: { min: 'properties.revenue' }, op: { gte: 15 } },
    },
    sql: `select customer from purchases group by customer having min(revenue) >= 15`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'baskets-of-every-size',
      name: 'Ordered at least three different numbers of discs',
      when: { ...orders, window: 'ever', agg: { distinct: 'properties.quantity' }, op: { gte: 3 } },
    },
    sql: `select customer from purchases group by customer having count(distinct quantity) >= 3`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'gone-quiet',
      name: 'Bought 180 to 90 days ago, but not since',
      when: {
        all: [
          { ...orders, window: { between: ['P180D', 'P90D'] } },
          { ...orders, window: 'P90D', op: { eq: 0 } },
        ],
      },
    },
    sql: `
      select customer from sales group by customer
      having max(sold_at) > any_value(asked_at) - days(180) and max(sold_at) <= any_value(asked_at) - days(90)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'last-quarter-50',
      name: 'Spent $50 or more in the calendar quarter before this one',
      when: {
        ...orders,
        window: { calendar: 'quarter', offset: -1 },
        agg: { sum: 'properties.revenue' },
        op: { gte: 50 },
      },
    },
    sql: `
      with quarters as (
        select customer, revenue, date_trunc('quarter', make_timestamp(asked_at * 1000)) as this_quarter,
               make_timestamp(sold_at * 1000) as sold
        from sales
      )
      select customer from quarters
      where sold >= this_quarter - interval 3 months and sold < this_quarter
      group by customer having sum(revenue) >= 50`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'this-month',
      name: 'Bought in this calendar month',
      when: { ...orders, window: { calendar: 'month' } },
    },
    sql: `
      select distinct customer from sales
      where date_trunc('month', make_timestamp(sold_at * 1000)) = date_trunc('month', make_timestamp(asked_at * 1000))`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'last-basket-big',
      name: 'The last order was of three discs or more',
      when: {
        kind: 'pick',
        pick: 'last',
        event: 'Order Completed',
        has: { 'properties.quantity': { $gte: 3 } },
        window: 'ever',
      },
    },
    sql: `select customer from purchases group by customer having arg_max(quantity, (sold_at, line)) >= 3`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'favours-pairs',
      name: 'Two discs are what was ordered most often within the last 500 days',
      when: {
        kind: 'pick',
        pick: 'mostFrequent',
        event: 'Order Completed',
        of: 'properties.quantity',
        has: { 'properties.quantity': 2 },
        window: 'P500D',
      },
    },
    sql: `
      with sizes as (
        select customer, quantity, count(*) as times, max((sold_at, line)) as newest
        from sales where sold_at > asked_at - days(500) group by customer, quantity
      )
      select customer from sizes group by customer having arg_max(quantity, (times, newest)) = 2`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'big-and-soon-again',
      name: 'An order of $30 or more and another within 14 days of it, the second within the last 365 days',
      when: {
        kind: 'sequence',
        steps: [
          { event: 'Order Completed', where: { 'properties.revenue': { $gte: 30 } } },
          { event: 'Order Completed', where: { 'properties.revenue': { $gte: 30 } }, within: 'P14D' },
        ],
        completedIn: 'P365D',
      },
    },
    sql: `
      with pairs as (
        select customer, asked_at, sold_at,
               lag(sold_at) over (partition by customer order by sold_at, line) as before
        from sales where revenue >= 30
      )
      select distinct customer from pairs where sold_at - before <= days(14) and sold_at > asked_at - days(365)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'single-then-bigger',
      name: 'An order of one disc, and the very next one of three or more',
      when: {
        kind: 'sequence',
        steps: [
          { event: 'Order Completed', where: { 'properties.quantity': 1 } },
          {
            event: 'Order Completed',
            where: { 'properties.quantity': { $gte: 3 } },
            noneBetween: { event: 'Order Completed' },
          },
        ],
        completedIn: 'ever',
      },
    },
    sql: `
      with neighbours as (
        select customer, quantity, lag(quantity) over (partition by customer order by sold_at, line) as before
        from purchases
      )
      select distinct customer from neighbours where before = 1 and quantity >= 3`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'three-in-a-month',
      name: 'Three orders within 30 days, at any time',
      when: {
        kind: 'sequence',
        steps: [{ event: 'Order Completed', times: 3 }],
        total: 'P30D',
        completedIn: 'ever',
      },
    },
    sql: `
      with triples as (
        select customer, sold_at, lag(sold_at, 2) over (partition by customer order by sold_at, line) as first_at
        from purchases
      )
      select distinct customer from triples where sold_at - first_at <= days(30)`,
  },
  {
    segment: {
      schema: 'segment/1',
      id: 'ordered-as-a-regular',
      name: 'Ordered within the last 180 days, having ordered four times or more in the 365 days before that order',
      when: {
        kind: 'asOf',
        anchor: { event: 'Order Completed' },
        holds: { ...orders, window: 'P365D', op: { gte: 4 } },
        window: 'P180D',
      },
    },
    sql: `
      select distinct customer from sales s
      where sold_at > asked_at - days(180) and 4 <= (
        select count(*) from purchases p
        where p.customer = s.customer and p.sold_at > s.sold_at - days(365)
          and (p.sold_at < s.sold_at or (p.sold_at = s.sold_at and p.line < s.line))
      )`,
  },
]
