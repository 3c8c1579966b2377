// The one cookie: the session's token. No path or name gives away more than that someone is signed in.
export const cookieName = 'phien'

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

export const sessionCookie = (token: { value: string; expires: Date }, secure: boolean): string =>
  `${cookieName}=${token.value}; ${attributes(secure)}; Expires=${token.expires.toUTCString()}`

export const clearedCookie = (secure: boolean): string => `${cookieName}=; ${attributes(secure)}; Max-Age=0`
