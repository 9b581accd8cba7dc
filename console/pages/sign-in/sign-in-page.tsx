import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { Suspense, useState, type FormEvent, type ReactNode } from 'react'
import { Role } from '../../../shared/role.ts'
import { api, client } from '../../api.ts'
import { ApiError } from '../../api-error.ts'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Select } from '../../controls/select.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { sessionQuery } from '../../session/session-query.ts'
import { signInRoutes } from './routes.ts'
import styles from './sign-in-page.module.css'

/** Where one says who one is. */
export function SignInPage() {
  return (
    <main className={styles['page']}>
      <div className={styles['panel']}>
        <PageHeader title="Sign in to Edgewise" />
        <Suspense fallback={<Skeleton />}>
          <Ways />
        </Suspense>
      </div>
    </main>
  )
}

function Ways() {
  const { invitation } = signInRoutes.signIn.useSearch()
  const { data } = useSuspenseQuery(sessionQuery)
  const { ways } = data
  return (
    <>
      {ways.access && (
        <Callout title="Signed in by Cloudflare Access?">
          Whom Access lets through is known here at once. If you see this, it has not let you through: open
          this page by the address that Access protects.
        </Callout>
      )}
      {ways.local && invitation === undefined && <LocalSignIn />}
      {ways.local && invitation === undefined && <hr className={styles['rule']} />}
      <InvitationSignIn given={invitation ?? ''} />
    </>
  )
}

const ROLE_OPTIONS = Role.options.map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }))

function LocalSignIn() {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('admin')
  return (
    <SignInForm
      action="Sign in on this computer"
      hint="This Worker runs on this computer, so an address is enough, and any role can be tried."
      body={{ email, role }}
    >
      <TextField
        label="E-mail address"
        type="email"
        required
        autoComplete="email"
        value={email}
        onChange={setEmail}
      />
      <Select label="Role" value={role} onChange={setRole} options={ROLE_OPTIONS} />
    </SignInForm>
  )
}

function InvitationSignIn({ given }: { readonly given: string }) {
  const [token, setToken] = useState(given)
  return (
    <SignInForm
      action="Accept the invitation"
      hint="An admin of the site makes invitations under Settings, People. Each signs in once, within a day."
      body={{ token: token.trim() }}
    >
      <TextField
        label="Invitation"
        required
        autoComplete="off"
        spellCheck={false}
        placeholder="ewi_…"
        value={token}
        onChange={setToken}
      />
    </SignInForm>
  )
}

interface FormProps {
  readonly action: string
  readonly hint: string
  readonly body: { readonly token: string } | { readonly email: string; readonly role: Role }
  readonly children: ReactNode
}

function SignInForm({ action, hint, body, children }: FormProps) {
  const { back } = signInRoutes.signIn.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const queries = useQueryClient()
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const signIn = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await api(client.api.session.$post({ json: body }))
      queries.clear()
      // an address of the console, and of nowhere else
      if (back?.startsWith('/console/') === true) router.history.push(back)
      else await navigate({ to: '/', search: {} })
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void signIn()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{hint}</p>
      {children}
      {error !== null && (
        <Callout tone="danger" title={error.title}>
          {error.message}
        </Callout>
      )}
      <Button variant="primary" type="submit" busy={isBusy}>
        {action}
      </Button>
    </form>
  )
}
