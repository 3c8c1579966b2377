// The one cookie: the session's token. No path or name gives away more than that someone is signed in.
export const cookieName = 'phien'

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

/** Without a day of its own: the server ends the session, and an office machine whose clock is wrong can still sign in. */
export const sessionCookie = (token: { readonly value: string }, secure: boolean): string =>
  `${cookieName}=${token.value}; ${attributes(secure)}`

export const clearedCookie = (secure: boolean): string => `${cookieName}=; ${attributes(secure)}; Max-Age=0`
