import type { SourceClass } from './source-class.ts'

/** A place that visitors come from, by one name, whatever its hosts are called. */
export interface KnownSource {
  readonly name: string
  readonly class: SourceClass
}

/**
 * Hosts, and all below them. `name.*` stands for that name under any usual end (`google.de`, `amazon.co.uk`). Of two that
 * fit the longer one counts: `mail.google.com` is no search.
 */
const HOSTS: Readonly<Record<SourceClass, Readonly<Record<string, string>>>> = {
  search: {
    'google.*': 'google',
    'com.google.android.googlequicksearchbox': 'google',
    'bing.com': 'bing',
    'duckduckgo.com': 'duckduckgo',
    'yahoo.*': 'yahoo',
    'search.yahoo.com': 'yahoo',
    'yandex.*': 'yandex',
    'ya.ru': 'yandex',
    'baidu.com': 'baidu',
    'ecosia.org': 'ecosia',
    'startpage.com': 'startpage',
    'qwant.com': 'qwant',
    'naver.com': 'naver',
    'daum.net': 'daum',
    'seznam.cz': 'seznam',
    'search.brave.com': 'brave',
    'kagi.com': 'kagi',
    'mojeek.com': 'mojeek',
    'sogou.com': 'sogou',
    'so.com': '360.cn',
    'ask.com': 'ask',
    'search.aol.com': 'aol',
    'metager.org': 'metager',
    'swisscows.com': 'swisscows',
    'lite.duckduckgo.com': 'duckduckgo',
  },
  shopping: {
    'amazon.*': 'amazon',
    'ebay.*': 'ebay',
    'etsy.com': 'etsy',
    'walmart.com': 'walmart',
    'aliexpress.*': 'aliexpress',
    'alibaba.com': 'alibaba',
    'shopping.google.com': 'google shopping',
    'shopping.yahoo.co.jp': 'yahoo shopping',
    'idealo.*': 'idealo',
    'otto.de': 'otto',
    'rakuten.*': 'rakuten',
    'mercadolibre.*': 'mercadolibre',
    'shopzilla.com': 'shopzilla',
    'temu.com': 'temu',
  },
  social: {
    'facebook.com': 'facebook',
    'fb.com': 'facebook',
    'fb.me': 'facebook',
    'com.facebook.katana': 'facebook',
    'messenger.com': 'messenger',
    'instagram.com': 'instagram',
    'com.instagram.android': 'instagram',
    'threads.net': 'threads',
    'threads.com': 'threads',
    'x.com': 'twitter',
    't.co': 'twitter',
    'twitter.com': 'twitter',
    'linkedin.com': 'linkedin',
    'lnkd.in': 'linkedin',
    'com.linkedin.android': 'linkedin',
    'pinterest.*': 'pinterest',
    'pin.it': 'pinterest',
    'reddit.com': 'reddit',
    'com.reddit.frontpage': 'reddit',
    'tiktok.com': 'tiktok',
    'snapchat.com': 'snapchat',
    'tumblr.com': 'tumblr',
    'bsky.app': 'bluesky',
    'go.bsky.app': 'bluesky',
    'mastodon.social': 'mastodon',
    'vk.com': 'vk',
    'ok.ru': 'ok',
    'xing.com': 'xing',
    'weibo.com': 'weibo',
    't.me': 'telegram',
    'telegram.org': 'telegram',
    'whatsapp.com': 'whatsapp',
    'wa.me': 'whatsapp',
    'discord.com': 'discord',
    'quora.com': 'quora',
    'news.ycombinator.com': 'hacker news',
    'nextdoor.com': 'nextdoor',
    'line.me': 'line',
  },
  video: {
    'youtube.com': 'youtube',
    'youtu.be': 'youtube',
    'vimeo.com': 'vimeo',
    'twitch.tv': 'twitch',
    'dailymotion.com': 'dailymotion',
    'netflix.com': 'netflix',
    'bilibili.com': 'bilibili',
  },
  email: {
    'mail.google.com': 'gmail',
    'com.google.android.gm': 'gmail',
    'outlook.live.com': 'outlook',
    'outlook.office.com': 'outlook',
    'outlook.office365.com': 'outlook',
    'mail.yahoo.com': 'yahoo mail',
    'mail.proton.me': 'proton',
    'mail.aol.com': 'aol mail',
    'mail.zoho.com': 'zoho',
    'gmx.net': 'gmx',
    'navigator.gmx.net': 'gmx',
    'web.de': 'web.de',
    'mail.ru': 'mail.ru',
    'icloud.com': 'icloud',
    'fastmail.com': 'fastmail',
  },
  assistant: {
    'chatgpt.com': 'chatgpt',
    'chat.openai.com': 'chatgpt',
    'gemini.google.com': 'gemini',
    'claude.ai': 'claude',
    'perplexity.ai': 'perplexity',
    'copilot.microsoft.com': 'copilot',
    'chat.deepseek.com': 'deepseek',
    'chat.mistral.ai': 'mistral',
    'grok.com': 'grok',
    'meta.ai': 'meta ai',
    'poe.com': 'poe',
    'you.com': 'you',
  },
}

const byHost = new Map<string, KnownSource>()
const byName = new Map<string, KnownSource>()
// `as`: the keys of HOSTS are the classes
for (const [kind, hosts] of Object.entries(HOSTS) as [SourceClass, Record<string, string>][]) {
  for (const [host, name] of Object.entries(hosts)) {
    const source = { name, class: kind }
    byHost.set(host, source)
    if (!byName.has(name)) byName.set(name, source)
  }
}

/** The known place that a host belongs to; null where it is none. */
export function sourceOfHost(host: string): KnownSource | null {
  const labels = host.toLowerCase().split('.')
  for (let start = 0; start < labels.length; start += 1) {
    const rest = labels.slice(start)
    const known = byHost.get(rest.join('.')) ?? (isUsualEnd(rest.slice(1)) && byHost.get(`${rest[0]}.*`))
    if (known) return known
  }
  return null
}

/** The known place that a campaign's source names: by its name, or by a host of it. */
export function sourceOfName(source: string): KnownSource | null {
  const name = source.toLowerCase()
  return byName.get(name) ?? (name.includes('.') ? sourceOfHost(name) : null)
}

/** `com`, `de`, `co.uk`, `com.br`: what a name is registered under. */
function isUsualEnd(labels: readonly string[]): boolean {
  const [first = '', second] = labels
  if (second === undefined) return first === 'com' || first.length === 2
  return labels.length === 2 && /^(co|com|ne|or)$/.test(first) && second.length === 2
}
