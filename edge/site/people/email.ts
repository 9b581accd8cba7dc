import * as v from 'valibot'

/** The e-mail address that a person is known by; always in lower case. */
export const Email = v.pipe(
  v.string(),
  v.maxLength(254),
  v.email('an e-mail address, such as ada@example.com'),
  v.toLowerCase(),
)
