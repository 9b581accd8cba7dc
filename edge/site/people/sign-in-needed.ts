import { ProblemError } from '../../http/problem-error.ts'

export function signInNeeded(): ProblemError {
  return new ProblemError('not-authorized', {
    detail: 'Sign in, or send the header "Authorization: Bearer <admin token>".',
  })
}
