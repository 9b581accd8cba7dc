import { AnalyticsBrowser } from '@segment/analytics-next'

const { host, origin } = location
const analytics = AnalyticsBrowser.load(
  { writeKey: 'key', cdnURL: origin },
  { integrations: { 'Segment.io': { apiHost: `${host}/segment/v1`, protocol: 'http' } } },
)
analytics.page()
