// The device of a session in words that its owner knows again: the family of the browser and of the system, nothing finer.

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/coc_coc_browser/u, 'Cốc Cốc'],
  [/Zalo/u, 'Zalo'],
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/SamsungBrowser/u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/u, 'iPhone'],
  [/iPad/u, 'iPad'],
  [/Android/u, 'Android'],
  [/Windows/u, 'Windows'],
  [/Mac OS X|Macintosh/u, 'macOS'],
  [/Linux|X11/u, 'Linux'],
]

const named = (families: readonly (readonly [RegExp, string])[], agent: string): string | undefined =>
  families.find(([sign]) => sign.test(agent))?.[1]

/** "Firefox trên Windows"; what a browser does not say is not guessed. */
export function deviceWords(agent: string | undefined): string {
  const said = (agent ?? '').slice(0, 500)
  const browser = named(BROWSERS, said)
  const system = named(SYSTEMS, said)
  if (browser && system) return `${browser} trên ${system}`
  return browser ?? system ?? 'thiết bị không rõ'
}
