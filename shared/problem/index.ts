export { describeIssue, toPointer, type Issue } from './issue.ts'
export { toProblem, type Problem, type ProblemDetails } from './problem.ts'
export { PROBLEMS, type ProblemCode } from './problems.ts'
